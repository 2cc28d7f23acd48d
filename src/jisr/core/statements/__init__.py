"""The unit of knowledge: provenance, grades, views over statements."""

from jisr.core.statements.errors import GradeFormatError, StatementFormatError
from jisr.core.statements.grades import Grade, GradeScheme
from jisr.core.statements.statement import Basis, Statement
from jisr.core.statements.views import Claim, Contradiction, EntityView, independent_origins, view, view_on

__all__ = [
    "Basis",
    "Claim",
    "Contradiction",
    "EntityView",
    "Grade",
    "GradeFormatError",
    "GradeScheme",
    "Statement",
    "StatementFormatError",
    "independent_origins",
    "view",
    "view_on",
]
