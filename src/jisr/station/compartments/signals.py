"""What rooms above are told.

spread(touched)
    rows of these tables (model -> set of primary keys) have other compartments now; projections are drawn afresh.
glass_broken(opening_id), touched(touch_id)
    for what calls people.
"""

from django.dispatch import Signal

spread = Signal()
glass_broken = Signal()
touched = Signal()
