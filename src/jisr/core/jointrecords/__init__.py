"""Records that several stations keep together: each changes only what is its own, and all end with the same.

A record is the set of its operations. Nobody orders them: any order of delivery, with repeats and late arrivals, ends
in the same record (a multi-value register for each field; Shapiro et al. 2011). Where two stations change one field
without knowing of each other both values stay until a person settles it; nothing is overwritten unseen.
"""

from jisr.core.jointrecords.errors import JointRecordError
from jisr.core.jointrecords.merging import Conflict, JointRecord, Shared, Step, Written, made_id
from jisr.core.jointrecords.operations import Dot, Operation, Take
from jisr.core.jointrecords.schema import Field, FieldKind, ObjectType, Schema, Writers
from jisr.core.jointrecords.versions import digest_of_version, version_text

__all__ = [
    "Conflict",
    "Dot",
    "Field",
    "FieldKind",
    "JointRecord",
    "JointRecordError",
    "ObjectType",
    "Operation",
    "Schema",
    "Shared",
    "Step",
    "Take",
    "Writers",
    "Written",
    "digest_of_version",
    "made_id",
    "version_text",
]
