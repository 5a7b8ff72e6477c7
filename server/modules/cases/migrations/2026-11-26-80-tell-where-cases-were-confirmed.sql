-- The address library learns from cases that somebody found true on the spot: which words were said, and where it was.
create view cases.confirmed_place_facts as
  select c.adcode, c.id, c.address, c.point
  from cases.cases c
  where c.point is not null and c.address <> '' and exists (
    select from cases.case_actions a
    where a.adcode = c.adcode and a.case_id = c.id and a.action = 'answerVerification' and a.data->>'result' = 'true'
  );
comment on view cases.confirmed_place_facts is 'Where cases were confirmed on the spot, with the words that were said of the place. The words are as told: whoever keeps any of them takes personal data out first.';
