-- A file of leads on its way in: looked at, checked, taken in piece by piece, and taken back if somebody wants that.
create table lead_import (
    id          uuid        primary key,
    team_id     bigint      not null references team,
    file_name   text        not null check (length(file_name) <= 200),
    encoding    text        not null check (length(encoding) <= 40),
    columns     text[]      not null,
    uses        text[]      not null check (cardinality(uses) = cardinality(columns)),
    strict      boolean     not null default false,
    status      text        not null check (status in
        ('DRAFT', 'CHECKING', 'CHECKED', 'RUNNING', 'DONE', 'FAILED', 'UNDOING', 'UNDONE')),
    why         text        check (length(why) <= 1000),
    row_count   integer     not null default 0,
    pieces      integer     not null default 0,
    next_piece  integer     not null default 0,
    fresh       integer     not null default 0,
    there       integer     not null default 0,
    created     integer     not null default 0,
    updated     integer     not null default 0,
    unchanged   integer     not null default 0,
    refused     integer     not null default 0,
    warned      integer     not null default 0,
    taken_back  integer     not null default 0,
    kept        integer     not null default 0,
    attempts    integer     not null default 0,
    made_by     text        not null check (length(made_by) between 1 and 255),
    made_at     timestamptz not null,
    touched_at  timestamptz not null,
    finished_at timestamptz,
    undone_by   text        check (length(undone_by) between 1 and 255),
    unique (team_id, id)
);
comment on column lead_import.uses is 'for every column a field, attribute:TYPE or skip';
comment on column lead_import.strict is 'true: one wrong row, and nothing is taken';
comment on column lead_import.next_piece is 'moves in the transaction that takes a piece in: a crash repeats and loses nothing';
comment on column lead_import.fresh is 'rows that were no lead of the team when the file was checked';
comment on column lead_import.there is 'rows that were';
comment on column lead_import.kept is 'leads that were not taken back because something happened to them since';
create index lead_import_newest on lead_import (team_id, made_at desc, id);
create index lead_import_to_do on lead_import (touched_at) where status in ('CHECKING', 'RUNNING', 'UNDOING');
call protect('lead_import');

-- The rows of the file; gone as soon as they are taken in, or a day after the upload.
create table lead_import_piece (
    import_id uuid    not null,
    position  integer not null,
    team_id   bigint  not null,
    first_row integer not null,
    content   bytea   not null,
    primary key (import_id, position),
    foreign key (team_id, import_id) references lead_import (team_id, id) on delete cascade
);
comment on column lead_import_piece.content is 'JSON, a list of cells for every row, compressed by gzip';
call protect('lead_import_piece');

create table lead_import_message (
    import_id uuid    not null,
    row       integer not null check (row > 0),
    position  integer not null,
    team_id   bigint  not null,
    refused   boolean not null,
    field     text    not null check (length(field) <= 200),
    message   text    not null check (length(message) <= 500),
    primary key (import_id, row, position),
    foreign key (team_id, import_id) references lead_import (team_id, id) on delete cascade
);
comment on column lead_import_message.row is 'counts the header as 1, as a spreadsheet shows it';
comment on column lead_import_message.refused is 'false: the row was taken although something was odd';
call protect('lead_import_message');

-- What an import made of a lead, so that it can be taken back: for a month.
create table lead_import_item (
    import_id uuid   not null,
    lead_id   uuid   not null,
    team_id   bigint not null,
    before    jsonb,
    after     text   check (length(after) = 32),
    outcome   text   check (outcome in ('TAKEN_BACK', 'KEPT')),
    primary key (import_id, lead_id),
    foreign key (team_id, import_id) references lead_import (team_id, id) on delete cascade
);
comment on column lead_import_item.before is 'the lead''s fields before; null if the import made it';
comment on column lead_import_item.after is 'digest of the fields as the import left them';
create index lead_import_item_of_lead on lead_import_item (lead_id);
call protect('lead_import_item');

-- What a lead says of itself; what hangs on it (scores, tasks, versions) is not part of that.
create function lead_content(one lead) returns jsonb
    language sql stable
    return jsonb_build_object('external_id', one.external_id, 'name', one.name, 'email', one.email,
        'company', one.company, 'phone', one.phone, 'country', one.country, 'owner', one.owner, 'stage', one.stage,
        'outcome', one.outcome, 'outcome_at', one.outcome_at, 'source', one.source, 'attributes', one.attributes,
        'created_at', one.created_at);

-- Of which type a team's attributes are, as the last import said.
create table lead_attribute (
    team_id bigint not null references team,
    name    text   not null check (length(name) <= 200),
    type    text   not null check (type in ('TEXT', 'NUMBER', 'DATE', 'YES_NO')),
    primary key (team_id, name)
);
call protect('lead_attribute');
