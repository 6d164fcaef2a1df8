"""The facts of Pennywhistle Valley, the invented world of the sample corpus.

Every story and every conversation reads its facts from these tables, so that a fact such as
"Pip lives in Bluebell Wood" is the same wherever it is told.
"""

from typing import NamedTuple

VALLEY = "Pennywhistle Valley"


class Place(NamedTuple):
    """One place: its name, how to say where, and what there is to see there."""

    name: str
    at: str  # "at Willow Pond", "in Bluebell Wood"
    about: str  # one noun phrase for conversations: "a quiet pond with old willows"
    sights: tuple[str, ...]  # past tense clauses that may follow "and" or "while"
    spots: tuple[str, ...]  # where a thing can be found there: "under the willow roots"


class Character(NamedTuple):
    """One character and the fixed facts about it."""

    name: str
    noun: str  # kind: hedgehog, girl, baker ...
    she: bool
    size: str  # little, young, big, old ... or empty
    trait: str
    place: str  # a key of PLACES
    home: str  # "a leafy hollow under an oak"
    likes: str  # favourite thing, a noun phrase
    hobby: str  # what it does all day, a gerund phrase
    fear: str
    wish: str  # an infinitive: "to see ..."
    treasure: str  # its dearest thing, without article: "tin whistle"
    friend: str


def _place(name: str, at: str, about: str, sights: str, spots: str) -> Place:
    """A place from its table row, where `;` separates the entries of a list."""
    return Place(
        name,
        at,
        about,
        tuple(part.strip() for part in sights.split(";")),
        tuple(part.strip() for part in spots.split(";")),
    )


PLACES = {
    "pond": _place(
        "Willow Pond",
        "at Willow Pond",
        "a quiet green pond with old willows all around it",
        "the willows trailed their green fingers in the water; dragonflies darted over the lilies;"
        "fat tadpoles wriggled in the shallows; ripples spread in slow rings;"
        "the reeds rustled along the bank; two swans drifted by like paper boats;"
        "silver fish flicked their tails under the jetty; a kingfisher flashed past, blue as ink",
        "under the willow roots; beneath a lily pad; behind the old jetty; among the wet reeds;"
        "on a flat stone by the bank",
    ),
    "wood": _place(
        "Bluebell Wood",
        "in Bluebell Wood",
        "a shady wood where mushrooms grow in rings",
        "sunbeams slid between the trunks; a woodpecker tapped on a hollow branch;"
        "ferns brushed against every ankle; mushrooms stood about in tidy rings;"
        "pine cones dropped softly on the moss; the leaves whispered to one another;"
        "a cuckoo called from far away; beetles hurried along the fallen logs",
        "under a heap of leaves; inside a hollow log; beside a red mushroom; behind a mossy stump;"
        "between the roots of an oak",
    ),
    "meadow": _place(
        "Clover Meadow",
        "in Clover Meadow",
        "a wide meadow full of clover and grasshoppers",
        "grasshoppers clicked in the tall grass; butterflies danced from bloom to bloom;"
        "the clover smelled of honey; dandelion fluff sailed over the molehills;"
        "a lark sang so high that nobody could see it; poppies nodded beside the path;"
        "the long grass bent like waves; bumblebees grumbled in the thistles",
        "deep in the clover; behind a molehill; under a clump of daisies; beside the stile;"
        "in the long grass",
    ),
    "farm": _place(
        "Hollyhock Farm",
        "at Hollyhock Farm",
        "a busy farm with a red barn and a muddy yard",
        "the cows chewed and stared; hens scratched in the yard; the barn door creaked;"
        "steam rose from the milk pails; piglets squealed around the trough;"
        "swallows swooped in and out of the barn; the weathercock squeaked on the roof;"
        "a sleepy carthorse swished his tail",
        "under the hay wagon; behind the milk churns; in the hen house straw; on the barn shelf;"
        "next to the muddy gate",
    ),
    "lane": _place(
        "Lantern Lane",
        "in Lantern Lane",
        "a crooked street where a lantern hangs at every door",
        "the lanterns glowed one after another; washing flapped between the windows;"
        "somebody practised the piano upstairs; flowerpots lined every doorstep;"
        "a wheelbarrow rattled over the cobbles; smoke curled out of the crooked chimneys;"
        "neighbours leaned out to chat; puddles shone between the stones",
        "under a doormat; behind a flowerpot; on a windowsill; beside the letter box;"
        "at the foot of the lamp post",
    ),
    "bakery": _place(
        "the Warm Crust Bakery",
        "at the Warm Crust Bakery",
        "a little bakery with a round oven and a striped awning",
        "the air smelled of cinnamon and new bread; the oven glowed like a sunset;"
        "trays clattered behind the counter; flour hung in the air like fog;"
        "buns cooled in golden rows; the shop bell tinkled again and again;"
        "a queue of hungry customers shuffled along; icing dripped from a wooden spoon",
        "under the counter; behind the flour sacks; beside the warm oven; in an empty bread basket;"
        "on top of the cake stand",
    ),
    "mill": _place(
        "the old windmill",
        "at the old windmill",
        "a tall white windmill on a grassy mound",
        "the great sails creaked round and round; the millstones rumbled below;"
        "sacks of grain leaned against the wall; the wind hummed in the ropes;"
        "white dust floated in the sunlight; pigeons cooed on the sill;"
        "the wooden cogs went clack, clack, clack; shadows of the sails swept over the grass",
        "behind a grain sack; under the wooden stairs; on the narrow balcony; inside the hopper;"
        "by the millstone",
    ),
    "beach": _place(
        "Pebble Beach",
        "at Pebble Beach",
        "a long beach of smooth stones and rock pools",
        "small waves rattled the stones; foam fizzed around the rocks; gulls quarrelled overhead;"
        "seaweed lay in shiny ribbons; the tide crept out, leaving pools behind;"
        "salt wind tugged at every scarf; a fishing boat bobbed far out;"
        "shrimps shot about in the rock pools",
        "under a strip of seaweed; in a rock pool; beside a piece of driftwood;"
        "behind an upturned boat; between two striped pebbles",
    ),
    "rock": _place(
        "Gull Rock",
        "on Gull Rock",
        "a small island with a red and white lighthouse",
        "the lighthouse lamp winked over the sea; seals snoozed on the ledges;"
        "spray leaped up the stone steps; nesting birds muttered in the cracks;"
        "the flag snapped on its pole; a foghorn boomed;"
        "the rowing boat bumped against the landing; waves slapped at the steps",
        "on the spiral stairs; under a coil of rope; behind the lamp room door;"
        "beside a nest of feathers; in the rowing boat",
    ),
    "hill": _place(
        "Apple Hill",
        "on Apple Hill",
        "a sunny hill with an orchard of crooked apple trees",
        "wasps hummed over the windfalls; ladders leaned against the crooked trees;"
        "a blackbird whistled on a gatepost; baskets stood in the shade;"
        "the whole valley lay spread out below; sheep nibbled between the trunks;"
        "an empty swing swayed from a branch; the orchard gate clicked open and shut",
        "in a fruit basket; under the swing; beside the cider press; on the lowest branch;"
        "behind the orchard wall",
    ),
    "bridge": _place(
        "Button Bridge",
        "at Button Bridge",
        "a round stone bridge over Tumble Brook",
        "Tumble Brook chattered over the stones; minnows hid in the shade of the arch;"
        "wagtails bobbed on the wet rocks; a leaf spun slowly under the arch;"
        "moss grew thick on the wall; carts rumbled over the hump;"
        "the water gurgled as if it were laughing; stepping stones poked up like brown hats",
        "under the arch; between two stepping stones; on top of the stone wall;"
        "in the mud of the bank; beside the fishing stool",
    ),
    "market": _place(
        "Market Square",
        "in Market Square",
        "a big square with stalls and a clock tower",
        "the clock tower struck the hour; stallholders shouted about turnips and ribbons;"
        "a fiddler played beside the fountain; pigeons strutted between the crates;"
        "bright awnings flapped overhead; cheese wheels were stacked like towers;"
        "the fountain sparkled and splashed; barrels rolled past on a cart",
        "under a market stall; behind the fountain; beside a crate of cabbages;"
        "on the clock tower step; among the flower buckets",
    ),
    "cave": _place(
        "Echo Cave",
        "in Echo Cave",
        "a deep cave that answers when you call",
        "every footstep came back as an echo; water dripped with a silver sound;"
        "crystals twinkled in the walls; cool air drifted out of the tunnels;"
        "strange shadows wobbled on the ceiling; an underground stream trickled past;"
        "pointed stones hung down like teeth; glow-worms dotted the dark like stars",
        "behind a pointed stone; beside the underground stream; on a crystal ledge;"
        "in the smallest tunnel; near the mouth of the cave",
    ),
    "peak": _place(
        "Snowcap Hill",
        "on Snowcap Hill",
        "the highest hill, with a stone hut at the top",
        "an eagle circled in the wide sky; goat bells clinked along the slope;"
        "mist poured over the ridge; tiny ferns grew between the boulders;"
        "the wind sang in the pine trees; the path zigzagged up and up;"
        "the village looked as small as a toy; a waterfall tumbled down the cliff",
        "behind a boulder; under the hut's bench; beside the waterfall; on a rocky ledge;"
        "next to the signpost",
    ),
    "library": _place(
        "the Little Library",
        "at the Little Library",
        "a snug house with books up to the roof",
        "pages turned with a soft flutter; the ladder squeaked along the shelves;"
        "a clock ticked behind the desk; dusty light fell on the carpet;"
        "cushions were heaped beneath the window; the stove purred in the corner;"
        "readers whispered and giggled; rubber stamps thumped on the desk",
        "between two picture books; under a cushion; on the top shelf; behind the globe;"
        "inside the returns box",
    ),
    "garden": _place(
        "Thimble Garden",
        "in Thimble Garden",
        "a tiny walled garden with a sundial",
        "ladybirds climbed the bean poles; the sundial showed the hour;"
        "lavender leaned over the path; a robin tugged at a worm;"
        "watering cans stood in a neat line; snails left silver trails on the wall;"
        "the greenhouse windows were all misty; scarecrow sleeves waved in the breeze",
        "under a flowerpot; behind the sundial; among the lettuces; in the tool shed;"
        "beneath the bean poles",
    ),
    "marsh": _place(
        "Rushy Marsh",
        "at Rushy Marsh",
        "a wet, misty marsh with wooden walkways",
        "bulrushes swayed like brown candles; mud bubbled and popped; moorhens squabbled;"
        "the wooden walkway wobbled at every step; fireflies blinked above the ditches;"
        "a bittern boomed like a drum; cotton grass waved its white tufts;"
        "mist lay in the hollows like spilled milk",
        "beneath the wooden walkway; among the bulrushes; on a grassy tussock;"
        "beside a bubbling puddle; inside an old fish trap",
    ),
}


def _character(row: str) -> Character:
    """A character from its table row, where `|` separates the columns."""
    name, noun, pronoun, size, trait, place, home, likes, hobby, fear, wish, treasure, friend = (
        cell.strip() for cell in row.split("|")
    )
    return Character(
        name,
        noun,
        pronoun == "she",
        size,
        trait,
        place,
        home,
        likes,
        hobby,
        fear,
        wish,
        treasure,
        friend,
    )


# name | kind | pronoun | size | trait | place | home
# | likes | hobby | fear | wish | treasure | friend (friends are always friends of each other)
_ROWS = """
Pip | hedgehog | he | little | shy | wood | a leafy hollow under an oak
| blackberry jam | collecting acorns | loud noises | to make a whole room laugh | tin whistle
| Tansy
Tansy | squirrel | she | young | lively | wood | a round nest high in a beech tree
| hazelnut cake | leaping from branch to branch | deep water | to see the sea | red scarf | Pip
Dabble | duck | she | plump | cheerful | pond | a nest of rushes beside the jetty
| warm porridge | singing to the ripples | long shadows | to lead a parade | yellow umbrella
| Bobbin
Bobbin | frog | he | small | curious | pond | a cosy hole behind the lily pads
| raspberry jelly | catching raindrops | getting lost | to jump over Tumble Brook | glass marble
| Dabble
Posy | rabbit | she | young | gentle | meadow | a burrow below the biggest molehill
| carrot soup | weaving daisy crowns | thunder | to ride in a hot-air balloon | silver bell
| Fidget
Fidget | mouse | he | tiny | restless | meadow | an old teapot hidden in the clover
| cheese crackers | drumming on acorn cups | spiders | to be as tall as a sunflower | toy drum
| Posy
Thistle | donkey | he | old | stubborn | farm | the stable behind the red barn
| ginger biscuits | pulling the hay cart | deep water | to win a blue ribbon | straw hat
| Marigold
Marigold | hen | she | plump | proud | farm | a painted hen house in the yard
| sweetcorn | telling long tales | the dark | to fly over the barn | pearl button | Thistle
Barley | puppy | he | young | clumsy | farm | a basket beside the kitchen stove
| sausage rolls | chasing his own tail | thunder | to guard the whole farm | rubber ball | Nell
Nell | girl | she | small | patient | farm | the farmhouse with the green door
| buttered toast | feeding the lambs | high places | to drive the red tractor | picture book
| Barley
Juna | girl | she | young | brave | lane | the narrow house with the blue lantern
| pancakes with honey | drawing maps | spiders | to find a new island | brass compass | Tobin
Tobin | boy | he | young | dreamy | lane | an attic room with a round window
| pumpkin pie | counting stars | the dark | to touch the moon | paper kite | Juna
Otto | boy | he | small | careful | lane | the tall house with the green lantern
| vanilla pudding | building model boats | strangers | to sail round Gull Rock | toy boat
| Saffron
Saffron | cat | she | sleek | clever | lane | a sunny room above the tailor's shop
| fish pie | solving riddles | deep water | to read every book in the valley | velvet ribbon
| Otto
Mrs. Crumpet | baker | she | round | generous | bakery | three rooms above the oven
| cherry tart | baking surprise buns | running out of flour | to bake a cake as big as a cart
| rolling pin | Mr. Hobnail
Mr. Hobnail | shoemaker | he | thin | fussy | market | a workshop under the clock tower
| onion soup | mending boots | loud noises | to make boots for a giant | silver hammer
| Mrs. Crumpet
Mr. Barnaby | miller | he | big | jolly | mill | the round room below the millstones
| oatmeal cookies | telling jokes | a day without wind | to see a desert | pocket watch | Hester
Hester | owl | she | old | wise | mill | the loft under the roof
| poppy seed rolls | listening to the night | bright lights | to hear every story ever told
| pair of spectacles | Mr. Barnaby
Captain Brine | sailor | he | old | gruff | rock | the round kitchen of the lighthouse
| hot cocoa | polishing the great lamp | being forgotten | to find a talking whale | spyglass
| Skerry
Skerry | puffin | she | small | daring | rock | a burrow under the lighthouse steps
| sardines on toast | diving through waves | thick fog | to fly to the far side of the sea
| striped feather | Captain Brine
Coral | girl | she | little | thoughtful | beach | a houseboat pulled up on the stones
| seaweed crisps | listening to shells | getting lost | to hear a whale sing | spiral shell | Nip
Nip | crab | he | small | grumpy | beach | the deepest rock pool
| salty popcorn | building sand towers | seagulls | to walk straight ahead | shiny bottle top
| Coral
Flit | bat | he | tiny | polite | cave | a crack in the highest ceiling
| ripe figs | flying loop after loop | bright lights | to see the morning | crystal bead | Umber
Umber | bear | he | huge | slow | cave | a mossy hollow behind the biggest stone
| honey bread | napping | bees | to stay awake all winter | patchwork quilt | Flit
Russet | fox | he | young | crafty | hill | a den under the crooked apple trees
| apple fritters | inventing games | being laughed at | to be trusted by everyone | wooden flute
| Plum
Plum | goat | she | little | bold | hill | a shed beside the cider press
| cabbage stew | climbing on roofs | the dark | to stand on the top of Snowcap Hill | cowbell
| Russet
Mudge | badger | he | broad | tidy | bridge | a sett beneath the stone arch
| mushroom pasties | sweeping the path | muddy footprints | to own a golden broom
| hazel walking stick | Ripple
Ripple | otter | she | young | playful | bridge | a holt on the bank of Tumble Brook
| trout pancakes | sliding down mud banks | being left alone | to swim to Gull Rock and back
| smooth white pebble | Mudge
Flurry | hare | she | slim | swift | peak | a hollow between two boulders
| parsnip chips | racing the wind | getting lost | to outrun a train | woollen hat | Tuft
Tuft | lamb | he | small | timid | peak | a stone pen beside the hut
| peppermint tea | rolling down slopes | high places | to have a friend in every house
| copper bell | Flurry
Miss Inkwell | librarian | she | tall | calm | library | the back room full of atlases
| lemon drops | reading aloud | losing a book | to write a book of her own | feather pen | Dot
Dot | mole | she | little | bookish | library | a snug tunnel under the reading room
| blueberry muffins | learning long words | bright lights | to read without getting tired
| brass lantern | Miss Inkwell
Granny Fern | gardener | she | old | kindly | garden | the cottage with roses over the door
| rhubarb crumble | planting beans | forgetting names | to grow a blue rose | watering can
| Mosscap
Mosscap | tortoise | he | old | patient | garden | a wooden box beside the sundial
| crunchy lettuce | thinking slowly | being rushed | to win just one race | ivory comb
| Granny Fern
Reedle | heron | she | tall | serious | marsh | a nest of sticks among the bulrushes
| watercress salad | standing on one leg | being laughed at | to learn to dance | blue parasol
| Wick
Wick | newt | he | tiny | cheeky | marsh | an old boot half sunk in the mud
| plum dumplings | playing tricks | dry weather | to meet a dragon | toy trumpet | Reedle
Tamsin | girl | she | young | chatty | market | a caravan behind the fountain
| toffee apples | selling balloons | silence | to travel with a circus | striped sash | Pepper
Pepper | parrot | he | bright | noisy | market | a brass cage with an open door
| sunflower seeds | copying voices | being left alone | to sing on a real stage | tambourine
| Tamsin
Whisk | mouse | she | small | busy | mill | a drawer full of cotton wool
| barley bread | sorting seeds | sudden gusts | to dance on the turning sails | silver thimble
| Perrin
Perrin | boy | he | tall | helpful | mill | the hut at the foot of the mound
| potato cakes | carrying sacks | high places | to build a windmill of his own | leather satchel
| Whisk
Ansel | boy | he | sturdy | quiet | peak | the wooden house by the pines
| hot chestnuts | carving wooden birds | speaking in front of people | to climb to the clouds
| wooden sledge | Grizel
Grizel | goose | she | large | bossy | peak | a straw-filled kennel at Ansel's door
| buckwheat noodles | giving orders | the dark | to lead all the geese south | tartan shawl
| Ansel
Lumi | girl | she | little | merry | bridge | the ferryman's cottage by the brook
| gooseberry fool | skipping rope | thunder | to play the accordion | music box | Sorrel
Sorrel | pony | she | young | gentle | bridge | a stable behind the ferryman's cottage
| sugar lumps | trotting along the brook | sudden gusts | to jump the highest hedge
| plaited halter | Lumi
"""

CHARACTERS: dict[str, Character] = {
    person.name: person
    for person in (_character(row) for row in _ROWS.strip().replace("\n|", " |").split("\n"))
}

# How each kind moves about (past tense), and what it holds things with.
GAITS = {
    "hedgehog": "pattered trotted scurried",
    "squirrel": "scampered bounded darted",
    "duck": "waddled paddled hurried",
    "frog": "hopped leaped bounced",
    "rabbit": "hopped bounded skipped",
    "mouse": "scuttled scurried pattered",
    "donkey": "plodded trotted clopped",
    "hen": "strutted scuttled hurried",
    "puppy": "bounded scampered galloped",
    "cat": "padded slipped strolled",
    "owl": "glided flapped flew",
    "puffin": "waddled flapped flew",
    "crab": "scuttled sidled hurried",
    "bat": "fluttered flitted flew",
    "bear": "lumbered shuffled tramped",
    "fox": "trotted padded slipped",
    "goat": "skipped trotted clambered",
    "badger": "shuffled marched trotted",
    "otter": "slid bounced scampered",
    "hare": "raced bounded dashed",
    "lamb": "skipped trotted pranced",
    "mole": "shuffled scuttled trundled",
    "tortoise": "plodded crawled ambled",
    "heron": "stalked strode flapped",
    "newt": "wriggled scuttled darted",
    "parrot": "flapped fluttered flew",
    "goose": "marched waddled flapped",
    "pony": "trotted cantered clopped",
    "girl": "ran skipped hurried",
    "boy": "ran walked hurried",
    "": "walked strolled hurried",
}
HANDS = {
    "girl": "hands",
    "boy": "hands",
    "duck": "wings",
    "hen": "wings",
    "owl": "wings",
    "puffin": "wings",
    "bat": "wings",
    "heron": "wings",
    "parrot": "wings",
    "goose": "wings",
    "donkey": "hooves",
    "pony": "hooves",
    "goat": "hooves",
    "lamb": "hooves",
    "crab": "claws",
    "frog": "fingers",
    "newt": "fingers",
    "baker": "hands",
    "shoemaker": "hands",
    "miller": "hands",
    "sailor": "hands",
    "librarian": "hands",
    "gardener": "hands",
}
# Treasures that tear; all others break.
SOFT = (
    "scarf",
    "umbrella",
    "hat",
    "ribbon",
    "quilt",
    "feather",
    "book",
    "kite",
    "sash",
    "shawl",
    "halter",
    "satchel",
    "parasol",
)
GROWN_UPS = ("baker", "shoemaker", "miller", "sailor", "librarian", "gardener")

# Whom a conversation may be asked about, and the valley has nothing to tell.
_STRANGERS = """
Zed Brunhilda Kip Araminta Gulliver Zora Boris Philippa Tarquin Mabel Hugo
Wanda Ignatius Lotte Cosmo Fergus Delphine Rufus Quincy Beatrix Ludo Oriel Stanley Yolanda Basil
Edna Percival Xanthe Monty Greta Vernon Petra Dexter Winifred Jasper Ursula Alice Bert Clara David
Emma Felix Georgia Harry Isabel Jack Karen Leo Martha Noah Olga Paul Queenie Robert Susan Tom Ute
Victor William Yvonne Zachary Anna Ben Charlotte Daniel Eva Frank Gregory Helen Ivan Julia Kevin
Lucy Mike Nora Oscar Pauline Ralph Sarah Timothy Vera Walter Xavier Yusuf Zelda Max Sophie Peter
Mary John Ella Simon Rosa Martin Lina Samuel Amira Diego Ines Kofi Mei Olaf Priya Sven Tariq Aiko
Bruno Carmen Dora Emil Frida Gustav Hilda Igor Jana Klaus Lars Mona Nils Otis Pablo Rita Selma Ted
Uma Vince Wilma Yasmin Zeno Bubbles Fluffy Rex Sparky Whiskers Goldie Spot Buttons Snowball Tiger
"""
STRANGERS = tuple(_STRANGERS.split())
