-- Two ways of writing one telephone number are the same caller; `phoneDigits` of the domain says the same.
create function intake.phone_digits(phone text) returns text language sql immutable strict parallel safe as
$$ select regexp_replace(regexp_replace(phone, '\D', '', 'g'), '^(00)?86(?=1\d{10}$)', '') $$;
create index reports_caller on intake.reports (adcode, intake.phone_digits(caller_phone), received_at)
  where caller_phone is not null;
