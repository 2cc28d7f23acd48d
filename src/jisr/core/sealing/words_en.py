"""256 everyday English words for the short authentication string; the position is the byte it stands for.

No two differ by one letter only. The list is part of the protocol: it never changes within a version.
"""

from typing import Final

ENGLISH_WORDS: Final[tuple[str, ...]] = tuple(
    """
    acid acorn actor album alley almond amber anchor angle apple apron arena arrow aspen atlas attic autumn avenue
    axle bacon badge bagel bakery balcony bamboo banjo barley basil basket beaver bench berry bicycle biscuit
    blanket blossom bonnet bottle bouquet bracket branch breeze bridge bronze bucket buffalo button cabin cactus
    camel candle canyon carpet castle cedar cellar chalk cherry chimney circle citrus clover cobalt coffee comet
    copper coral cotton cradle crayon cricket crystal cushion daisy dancer desert diamond dolphin donkey dragon
    drawer drum eagle easel echo elbow engine envelope fabric falcon farmer feather fennel fiddle finger flag
    flute forest fossil fountain fox garden garlic gazelle giraffe glacier globe goblet gravel guitar hammer
    harbor hazel helmet hero hill honey horizon hotel hunter igloo indigo insect island ivory jacket jaguar
    jasmine jelly jewel jungle kettle kingdom kitchen kite koala ladder lagoon lantern laptop lemon lentil leopard
    library lily lizard lobster locket lotus lunch magnet mango maple marble market meadow medal melon mirror
    mitten morning mosaic mushroom napkin needle nephew nickel night notebook nutmeg oasis ocean octopus olive
    onion orange orbit orchid ostrich otter oven oyster paddle palace panda paper parrot pasture peanut pebble
    pelican pencil pepper piano picnic pigeon pillow planet plum poet poppy postman potato pottery puzzle quartz
    quilt rabbit radish rainbow raven ribbon river robin saffron sailor salmon sandal saturn school scissors
    seashell shadow shepherd silver sparrow spider spoon squirrel station stone summer swallow teapot thunder
    ticket tiger timber tomato torch tractor trumpet tulip tunnel turtle umbrella uncle vanilla velvet village
    violin volcano wagon walnut water whale
    """.split()  # noqa: SIM905 - a list of words is read, not edited
)
