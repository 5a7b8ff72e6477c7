-- A photo of a case that has ended goes by a rule of its county, but not while it stands for a component.
-- works from 0.1.0
create view components.component_photo_facts as
  select c.adcode, c.id as component_id, p::uuid as photo_id
  from components.components c, jsonb_array_elements_text(c.photos) p;
comment on view components.component_photo_facts is 'Which photos stand for a component.';
