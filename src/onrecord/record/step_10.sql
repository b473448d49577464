-- Brings a file of the shape before to this one: indexes without which pages of the desk read whole tables. tables.sql says which is for what.
CREATE INDEX actors_id ON actors (id);
DROP INDEX statements_day;
CREATE INDEX statements_day ON statements (day, standing);
CREATE INDEX statements_confidence ON statements (standing, confidence);
