-- A foreign key without the team is checked around row-level security.
alter table mail_template_version add unique (team_id, template_id, version);
alter table campaign
    drop constraint campaign_template_id_template_version_fkey,
    add foreign key (team_id, template_id, template_version)
        references mail_template_version (team_id, template_id, version);
