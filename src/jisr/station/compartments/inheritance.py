"""The trigger that fills `compartments` of a row from what it was drawn from, in the database itself.

Migrations of the rooms above install it with literal arguments. A row that has a kind of its own is entered among the
placements as well, so that what is drawn from it inherits in turn. What is not placed costs one look into an index.
"""

from collections.abc import Mapping, Sequence

_FUNCTION = """
CREATE OR REPLACE FUNCTION {table}_inherit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    own text := {own};
    above text[] := {above};
BEGIN
    IF own IS NOT NULL THEN
        INSERT INTO compartments_placement (subject, compartment_id, via, reason, placed_by, placed_at)
        SELECT own, compartment_id, min(subject), '', '', now() FROM compartments_placement
         WHERE subject = ANY(above) AND subject <> own GROUP BY compartment_id
        ON CONFLICT (subject, compartment_id) DO NOTHING;
    END IF;
    NEW.compartments := ARRAY(
        SELECT DISTINCT compartment_id FROM compartments_placement
         WHERE subject = ANY(above || own) ORDER BY compartment_id);
    RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS compartments_inherit ON {table};
CREATE TRIGGER compartments_inherit BEFORE INSERT OR UPDATE OF compartments{columns} ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_inherit();
"""
_REMOVE = """
DROP TRIGGER IF EXISTS compartments_inherit ON {table};
DROP FUNCTION IF EXISTS {table}_inherit();
"""


def install(
    table: str,
    *,
    kind: str = "",
    parents: Mapping[str, Sequence[str]] | None = None,
    arrays: Mapping[str, Sequence[str]] | None = None,
    subjects: Sequence[str] = (),
    pairs: Sequence[tuple[str, str]] = (),
    arrivals: Sequence[str] = (),
) -> str:
    """SQL that makes rows of a table inherit.

    Args:
        kind: how the row itself is named; "" where nothing inherits from it.
        parents: kind -> columns with one id.
        arrays: kind -> columns with an array of ids.
        subjects: columns with "<kind>:<id>".
        pairs: two columns each, kind and id.
        arrivals: columns that together say where it came from ("from:madrid", "from:madrid:terrorism").
    """
    one_by_one = [
        f"'{kind_above}:' || NEW.{column}" for kind_above, columns in (parents or {}).items() for column in columns
    ]
    one_by_one += [f"NEW.{column}" for column in subjects]
    one_by_one += [f"NEW.{kind_column} || ':' || NEW.{id_column}" for kind_column, id_column in pairs]
    one_by_one += [
        "'from:' || " + " || ':' || ".join(f"NEW.{column}" for column in arrivals[: count + 1])
        for count in range(len(arrivals))
    ]
    above = [f"ARRAY[{', '.join(one_by_one)}]::text[]"] if one_by_one else ["ARRAY[]::text[]"]
    above += [
        f"ARRAY(SELECT '{kind_above}:' || one FROM unnest(NEW.{column}) AS one)"  # noqa: S608 - literals of migrations
        for kind_above, columns in (arrays or {}).items()
        for column in columns
    ]
    watched = [column for held in (parents or {}, arrays or {}) for columns in held.values() for column in columns]
    return _FUNCTION.format(
        table=table,
        own=f"'{kind}:' || NEW.id" if kind else "NULL",
        above=" || ".join(above),
        columns="".join(f", {column}" for column in dict.fromkeys([*watched, *subjects])),
    )


def remove(table: str) -> str:
    return _REMOVE.format(table=table)
