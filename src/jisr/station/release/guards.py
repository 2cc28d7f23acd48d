"""What the database itself refuses, whoever asks: a proposal changed after the fact, a decision rewritten.

Plain PL/pgSQL, run by the migration. `extra` and `content` are sealed; they may be emptied, never replaced.
"""

INSTALL = """
CREATE FUNCTION release_guard_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.kind, NEW.subject, NEW.report_id, NEW.title, NEW.purpose, NEW.note, NEW.grounds, NEW.neutrality,
        NEW.thread, NEW.refers_to, NEW.deadline, NEW.classification, NEW.author, NEW.author_id, NEW.proposed_at)
       IS DISTINCT FROM
       (OLD.id, OLD.kind, OLD.subject, OLD.report_id, OLD.title, OLD.purpose, OLD.note, OLD.grounds, OLD.neutrality,
        OLD.thread, OLD.refers_to, OLD.deadline, OLD.classification, OLD.author, OLD.author_id, OLD.proposed_at)
       OR (NEW.extra IS DISTINCT FROM OLD.extra AND length(NEW.extra) > 0) THEN
        RAISE EXCEPTION 'release_proposal: what was proposed cannot be changed' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state IN ('released', 'refused', 'withdrawn') THEN
        RAISE EXCEPTION 'release_proposal: a decision cannot be changed' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state = 'stopped' AND NEW.state = 'released' THEN
        RAISE EXCEPTION 'release_proposal: stopped by oversight' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER release_guard BEFORE UPDATE ON release_proposal
    FOR EACH ROW EXECUTE FUNCTION release_guard_proposal();

CREATE FUNCTION release_guard_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.proposal_id, NEW.ordinal, NEW.kind, NEW.item_id, NEW.digest, NEW.facts)
       IS DISTINCT FROM (OLD.id, OLD.proposal_id, OLD.ordinal, OLD.kind, OLD.item_id, OLD.digest, OLD.facts)
       OR (NEW.content IS DISTINCT FROM OLD.content AND length(NEW.content) > 0) THEN
        RAISE EXCEPTION 'release_item: what was proposed cannot be changed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER release_guard BEFORE UPDATE ON release_item
    FOR EACH ROW EXECUTE FUNCTION release_guard_item();
"""

REMOVE = """
DROP TRIGGER release_guard ON release_item;
DROP FUNCTION release_guard_item();
DROP TRIGGER release_guard ON release_proposal;
DROP FUNCTION release_guard_proposal();
"""
