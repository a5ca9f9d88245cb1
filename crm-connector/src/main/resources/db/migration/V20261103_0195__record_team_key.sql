-- A foreign key without the team is checked around row-level security.
alter table crm_record
    drop constraint crm_record_lead_id_fkey,
    add foreign key (team_id, lead_id) references lead (team_id, id) on delete cascade;
