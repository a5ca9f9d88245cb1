-- Where tiers of a published model begin, if it tells them by quartiles: worked out now and then, so that no request has to
-- look at all leads.
alter table scoring_model
    add column hot_from  double precision,
    add column warm_from double precision,
    add column lines_at  timestamptz;
comment on column scoring_model.hot_from is 'points: upper quartile of the open leads that it scores';
comment on column scoring_model.warm_from is 'points: their median';
