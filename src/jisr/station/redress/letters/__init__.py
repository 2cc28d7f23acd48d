"""Letters to data subjects and to authorities: texts, composing, printing."""
