-- Who is forgotten is forgotten with all that hangs on the lead; only a job may, and it only does so for an erasure.
alter table score_entry
    drop constraint score_entry_team_id_lead_id_fkey,
    add foreign key (team_id, lead_id) references lead (team_id, id) on delete cascade;
alter table lead_score
    drop constraint lead_score_team_id_lead_id_fkey,
    add foreign key (team_id, lead_id) references lead (team_id, id) on delete cascade;
revoke delete on lead from insights_app;
