-- The place as it was given is only kept and handed out again: json, not jsonb.
alter table intake.reports alter column point_given type json using point_given::json;
