"""Words and sentences that every kind of story may use: openings, weather, endings, small talk."""

TABLE = """
~ colour: red; blue; yellow; green; orange; purple; silver; white; brown; golden; pink; grey;
  speckled; striped
~ item: a ball of string; a slice of cheese; a wooden spoon; a paper bag of raisins; a tin cup; a
  clean handkerchief; a pencil stub; a pot of glue; a candle end; a bag of marbles; a long
  feather; a jar of honey; a folded map; a woollen sock; a bunch of keys; a pinch of salt; a spare
  button; a lump of chalk; a small mirror; a bar of soap; an old umbrella; a coil of rope; a box
  of crayons; two boiled eggs; three walnuts; a bottle of ginger beer; a crust of bread; a pair of
  mittens; a magnifying glass; a whistle; a bicycle bell; a roll of tape; a fishing net; a cork; a
  sponge; a clothes peg; a thimble; an empty jam jar; a hairbrush; a bundle of twigs; a seed
  packet; a birthday card; a sandwich; a warm scarf; a pocket knife; a torch; a deck of cards; a
  packet of biscuits; a needle and thread; a pine cone; a flask of tea; a scrap of velvet; a
  rubber band; a little hammer; a bag of nails; a notebook; a bandage; a pot of yellow paint; a
  paintbrush; a patch of leather; a jingling bell; a tape measure; a picnic rug; a spinning top
~ food: warm bread and butter; plum jam; apple cake; pea soup; cheese toast; baked potatoes;
  strawberry tarts; oat biscuits; vegetable stew; raisin buns; cucumber sandwiches; lemon pie;
  roasted chestnuts; tomato soup; pear crumble; hot chocolate; gingerbread; corn on the cob;
  cinnamon rolls; blackcurrant juice; scrambled eggs; noodle soup; crunchy radishes; popcorn;
  waffles with syrup; banana pancakes; rice pudding; mashed turnips; nut bread; cherry pie; carrot
  sticks; peach jelly; leek pie; butter beans; custard; almond biscuits; plum pudding; sweet peas;
  jacket potatoes; bilberry scones; apricot jam; cold milk; pumpkin soup; fruit salad
~ doing: hanging out the washing; painting a fence; mending a kite; carrying a tray of buns;
  pushing a squeaky wheelbarrow; whistling a tune; chasing a hat; polishing a pair of boots;
  reading a newspaper; picking nettles for soup; tying up a parcel; washing a muddy window;
  practising a somersault; counting a row of snails; shelling peas; feeding the sparrows; drawing
  faces in the dust; oiling a rusty gate; knitting a very long scarf; sorting buttons; balancing
  on a wall; stirring a pot of paint; hunting for a missing sock; digging a ditch; beating a
  carpet; blowing soap bubbles; hammering a loose plank; peeling carrots; sewing on a patch;
  sketching a beetle; sweeping a doorstep; filling a bucket; eating a bun; tuning a fiddle;
  stacking firewood; writing a postcard; combing a tangled fringe; rolling a barrel; weighing
  onions; trimming a hedge; catching moths in a hat; baking mud pies; snoozing on a bench; humming
  and dusting; arguing with a goose feather; trying on a pair of spectacles; skimming stones;
  hauling a sack of turnips; juggling plums
~ like: a leaf in the wind; a spinning top; a drop of rain; a puff of smoke; a kettle on the boil;
  a falling star; a cork in a bath; a spring lamb; a marching band; a summer cloud; a runaway
  wheel; a feather on a pond; a mouse in a pantry; a jack-in-the-box; a squeaky gate; a shy ghost;
  a startled hen; a windmill in a gale; a kitten with wool; a bubble in a stream; a proud king; a
  sack of potatoes; a drum on a feast day; a bee in a bottle; a ship in full sail
~ still: a stone; a post; a painted picture; a sleeping cat; a mushroom; a fence; a candle; a
  snowman; a clock without hands; a boat on glass; an owl at noon; a heron in the reeds
~ glad: happy; glad; pleased; delighted; cheerful; merry; joyful; thrilled; proud
~ sad: sad; unhappy; miserable; gloomy; sorry; heavy-hearted; downcast; tearful
~ worried: worried; anxious; uneasy; troubled; nervous; frightened
~ quietly: quietly; softly; gently; kindly; slowly; in a low voice; after a while; with a nod;
  with a small smile; thoughtfully; patiently
~ loudly: loudly; at the top of [his] voice; with a gasp; in surprise; all at once; eagerly; with
  shining eyes; breathlessly
~ oh: Oh dear; Oh no; Goodness me; Dear me; What a muddle; Oh, crumbs; My whiskers and buttons;
  Bother; Good gracious; Heavens; Oh, fiddlesticks; Dear oh dear
~ hurray: Hurray; Hooray; We did it; How splendid; How wonderful; Look at that; Three cheers; What
  a day; Well done; Bravo; Splendid; Marvellous
~ hello: Good morning; Hello; Good day; Hello there; How do you do; Well, hello; Greetings
~ long: a whole hour; what felt like a week; ten long minutes; most of the morning; a good while;
  as long as it takes to eat a bun; two whole hours; half the afternoon; longer than a long nap;
  quite some time; a minute or two; as long as it takes to count to a hundred
~ later: a little later; before long; after a while; soon afterwards; by and by; not long after
  that; when the clock struck {two|three|four}; a few minutes later; in next to no time
~ chore: carrying firewood; sweeping the yard; peeling onions; scrubbing pots; digging potatoes;
  washing windows; picking beans; stacking bricks; painting a fence; raking leaves; shelling peas;
  polishing boots; fetching water; hauling sacks; beating carpets; weeding flower beds; shovelling
  coal; plucking weeds from the path; sorting nails; stirring soup
~ fixing: planks; a long rope; nails; an old sail; clay; straw; flat stones; strong wire; tar;
  boards; moss; bricks; a tin sheet; a bag of pegs; a heavy hammer; two buckets; a broom; a
  lantern; dry blankets
~ mender: a pot of glue; a needle and thread; a box of tiny screws; a magnifying glass; a little
  hammer; a coil of wire; a ball of string; a drop of oil; a tin of varnish; a pair of pliers; a
  scrap of leather; a patch of cloth; a fine brush; sharp scissors
~ reach: a stick; a broom; a belt; a scarf; a fishing rod; a curtain cord; a towel; a rake; an
  umbrella; a washing line; a bean pole; a shawl
~ kit: a torch; a spade; a lantern; a compass; a rope; a packet of sandwiches; a magnifying glass;
  a whistle; a notebook; a flask of tea; a trowel; a bag of apples
~ here: beside the path; behind a hedge; near a gate; at the bottom of a bank; not far from the
  path; beyond a low wall; round the next bend; beside some brambles; next to a pile of stones
~ sky: the sky turned {pink|orange|purple|gold|violet} {above|behind|over} {the hills|the
  windmill|the chimneys|the treetops|Apple Hill|Gull Rock|Snowcap Hill}; the {first|brightest|
  smallest} star came out {above|over} {the roofs|the clock tower|the orchard|the pond|the pines|
  the marsh|the barn}; the moon {rose|climbed|floated} {over|above} {the rooftops|the beach|the
  farm|the reeds|the bridge|the meadow} like {a lantern|a silver coin|a slice of lemon|a big round
  cheese|a paper plate}; the last {light|sunshine} {slipped|faded} {from the windows|off the
  hills|behind the trees|over the sea}; {bats|moths|owls} began to {flutter|circle|swoop} {round
  the lanterns|over the lane|above the barn}; the lanterns {flickered on|were lit} {in Lantern
  Lane|along the bridge|all through the valley}; the {windmill|church|clock tower} {bell|clock}
  {chimed|struck} {six|seven|eight} {times|across the valley}; a {cool|soft|sleepy|gentle} breeze
  {sighed|whispered|drifted} {over the fields|through the leaves|down the lane|across the water}
= bag
- basket
- bag
- satchel
- knapsack
- rucksack
= open
- {Once upon a time|Once|Long ago|Not so very long ago}, [desc] called [h] lived in [home] [at].
- In [home] [at] {lived|there lived} [desc] {called|named|by the name of} [h].
- [At], where [h.sight], there {lived|once lived} [desc] {called|named} [h].
- Have you {ever met|heard of} [h], the [trait] [noun] {from|of} [pl]? {This is a story about
  [him]|Then listen to this|Here is what happened to [him]|Let me tell you about [him]}.
- [Everyone] in Pennywhistle Valley {knew|liked|had heard of} [h], [desc] from [pl], {who loved
  [likes]|whose best friend was [f]|who was always [hobby]}.
- [h], [desc], {lived|had always lived} [at] and {loved|could never have enough of} [likes].
- [H] was [desc] {with|who owned} {one|a} [treasure] and {a|one} {good friend|best friend} {named|
  called} [f].
- [At] {lives|there lives} [desc] {called|named} [h], and {this|here} is {what happened to [him]|
  [his] story}.
- There was once [desc] who lived in [home] and had {many friends|a good heart|a head full of
  plans|a great many ideas}. [His] name was [h].
- Nobody in the valley was more [trait] than [h], the [noun] {from|who lived in} [home].
- If you {go|walk} to [pl] and look for [home], you will find [h]. [He] is [desc].
- {Among|Of} all the {friends|neighbours|creatures} [at], {none|nobody} was half so [trait] as
  [h], the [noun] {from|who lived in} [home].
- [h] {was|had always been} [desc]. From [home] [he] could see how [h.sight].
- This is the {tale|story} of [h], [desc], and of {one|a} {day|morning} {that [he] never forgot|
  when nothing went as planned|that began with [item]|that nobody [at] forgot}.
- Down [at], in [home], [desc] {woke up|sat up|yawned|stretched} one {morning|day}. [His] name was
  [h].
- A [trait] [noun] named [h] {once lived|had a home} [at], in [home].
~ everyone: everyone; everybody; every child; nearly everyone
= meet
- [Day], [desc] {called|named} [h] {was busy|was} [hobby] [at]. [Weather]
- [Weather] In [home], [at], [desc] {called|named} [h] was {eating [food]|looking for [item]|up
  early}.
- {Do you remember|You know} [h], the [noun] from [pl]? {This happened to [him]|Here is a story
  about [him]} [day].
- [h] lived in [home] [at]. [He] was [desc], and {nothing pleased [him] more than [likes]|[his]
  best friend was [f]}. [Weather]
- {There was|Once there was} [desc] {called|named} [h], who loved [likes] and {was often|spent
  [his] days} [hobby]. [Weather]
- [At], {everyone|all the neighbours|young and old} liked [h], [desc]. [Weather]
- {A|This is a} {story|tale} from [pl]: [day], [desc] {called|named} [h] {had|found} [item]
  {beside [him]|on [his] doorstep}. [Weather]
- "{What a fine day!|What shall I do today?|Time to get up!}" said [h], [desc], {stretching|
  yawning} in [home]. [Weather]
- [Day], while [h.sight], [desc] sat in [home] with [item]. {It was|This was} [h], who was
  {thinking of [likes]|making plans|wondering what the day would bring}.
= habit
- [He] loved [likes] {more than anything|best of all|even more than [food]}, and {most days|every
  day} [he] was busy [hobby].
- {Most mornings|On most days|Day after day|When the weather was kind}, [he] could be found
  [hobby], with [item] {in [his] bag|close by|beside [him]} {and|and perhaps} [item] for later.
- In [his] [bag] [he] {always|usually|often} carried [item], [item] and [item], because you never
  knew {what a day might bring|what might be needed|when they would be useful}.
- What [he] liked best was [hobby], {and after that came|followed by a plate of|and then, of
  course,} [likes].
- [Hobby] was what [he] {liked|loved} best, {although|even if} {[he] also had a weakness for|[he]
  would leave it at once for} [likes].
- {Secretly|Deep down|In [his] dreams}, [he] {wished|longed|hoped} [wish].
- [His] best friend was [f], {and the two of them shared everything, even [food]|who lived in
  [f.home]|who loved [f.likes] and was always [f.hobby]}.
- [He] had one great treasure, a [treasure], and one good friend, [f].
- {Like any [noun]|Being a [trait] [noun]}, [he] had {a shelf full of treasures|a few odd
  treasures|treasures of [his] own}: [item], [item], and [best of all] a [treasure].
- {Neighbours|Friends} {said|used to say} that [he] could {eat [likes] all day long|smell [likes]
  from a mile away|live on nothing but [likes]}.
~ best of all: best of all; dearest of all; most precious of all; finally
= stroll
- On the way [he] {passed|met|waved to} [someone], who was [doing].
- [He] [went] past [p4], where [p4.sight].
- [someone] was [doing] {by the roadside|beside the path|at the corner} and {waved|looked up|
  nodded}.
- The path {led|wound|ran} {past|by way of} [p4], and there [p4.sight].
- [He] [went] along, {humming|singing|whistling} {like a kettle|under [his] breath|like a
  blackbird|a song about [food]}.
- [P4.at] [he] {stopped|paused} {to catch [his] breath|for a moment|and listened}, because
  [p4.sight].
- "Where are you off to?" {asked|called} [someone], who was [doing]. "{Important business|You will
  see|I am in a hurry|Wish me luck}!" [h] {answered|called back|replied}.
- First came [p4], where [p4.sight]; after that the path {grew steep|bent left|crossed a ditch|ran
  downhill|became muddy|turned stony}.
- {All the way|As [he] [went] along}, [he] thought about [food] and tried not to {worry|stumble|
  trip}.
= close
- That evening, while [sky], [h] and [f] {shared|ate|enjoyed} [food] and [food] {side by side|
  under one blanket|on the doorstep|by the window|out of one bowl}.
- [When home] [at] at last, [he] {ate|had} {a plate of|two helpings of|plenty of} [food], told
  {[someone]|everyone} {all about it|what had happened|the whole story}, and slept like [still].
- So the day ended {with|over} [food] and {laughter|songs|a long story|a great many jokes}, and
  outside [sky].
- As [sky], [h] {yawned|smiled|sighed happily}. "{What a day|I would not change a thing|I am so
  glad|Tomorrow I shall tell [someone]}," [he] {murmured|whispered|said}, and {closed [his] eyes|
  curled up in bed|was soon fast asleep}.
- [F] {hugged|smiled at|winked at} [h], [h] {giggled|grinned|laughed}, and together they {went to
  find|set off to share|sat down to} [food], while [sky].
- And if you {pass|visit|walk by} [pl] {on a quiet evening|one day|when [sky.now]}, you may {still
  hear|hear} [h] and [f] {laughing about|talking of|singing about} {it|that day}.
- {Afterwards|Then}, since [sky], the two friends went home, {arm in arm|singing all the way|
  sharing [item] and a joke|tired and [glad]}.
- From that day on, {whenever|each time} [h] {saw|looked at} [item], [he] {remembered|thought of}
  [f] and {smiled|felt warm inside|had to laugh}.
- It was a [glad] [noun] who {went|crept|climbed} into bed that night, for {all was well [at]|
  nothing is better than a good friend|[sky]}.
- "{Same again tomorrow|Shall we meet again tomorrow|Will you come for [food] tomorrow}?" asked
  [f]. "{Of course|Yes, please|I cannot wait|With pleasure|Gladly}," said [h], and [sky].
- By the time [sky], [food] had been {eaten|shared|served}, the {dishes|cups|plates} were
  {washed|stacked|dry}, and [h] was {asleep|dreaming of [likes]|snoring softly}.
- {Everyone|The whole valley} {heard about it|talked about it|cheered} the next day, and [someone]
  even {made up a song about it|gave [h] [item]|served [food] in [his] honour}.
- [h] {kept|put} [item] on {a shelf|the windowsill|the table} {to remember the day|so as never to
  forget it}, and {next to it|beside it} {lay|stood} [item] from [f].
~ sky.now: the stars are out; the moon is round; the wind is still; the lanterns are lit
~ when home: back; home again; safely back; once more
= pause
- For {a moment|a while|[long]} nobody {spoke|said a word|moved}, and [s.sight].
- {All around|Meanwhile|All the while}, [s.sight].
- [h] {took a deep breath|scratched [his] head|closed [his] eyes|looked up at the sky} {and
  thought|and counted to ten|and tried to be calm}.
- {It was so quiet that you could hear|The only sound was} {a clock ticking|a fly buzzing|water
  dripping|the wind in the grass|somebody's tummy rumbling}.
- "{Hmm|Well, well|Now then|Let me see|One thing after another|There must be a way}," said [h],
  {rubbing|tapping} [his] {nose|chin|ear}.
= feel
- [h] felt {as [sad] as|like} {a wet sock|an empty bowl|a burst balloon|a kite without wind|a cold
  potato|a lost mitten|a drum with a hole}.
- {Tears|Two fat tears} {rolled down [his] cheeks|filled [his] eyes|dripped onto [his] [hands]}.
- [His] heart {sank|thumped|felt heavy}, {and|for} {[he] did not know what to do|nothing like this
  had happened before|even [food] would not have cheered [him] up}.
- "[Oh]!" {cried|said|whispered} [h]. "{What shall I do now|Whatever shall I do|How can I put this
  right|Who can help me|Why does this happen to me}?"
- [He] was so [worried] that [he] could not even {think of [likes]|swallow [food]|sit still|hum a
  tune}.
- How [sad] [he] was! [He] {sat down|slumped down|flopped down} {on a stone|in the dust|beside
  [item]|under a bush} and {sniffed|sighed|hid [his] face}.
"""

SEASONS = {
    "spring": """
~ day: one {mild|breezy|showery|green|bright|fresh} {spring morning|morning in April|spring day|
  morning in May|afternoon in spring|day in March}; early one {spring|April|May} morning; on the
  first {warm|mild} day of {spring|the year}; one {Monday|Tuesday|Friday|Sunday} in {April|May}
= weather
- {Soft|Warm|Gentle} rain had {washed|freshened} the {fields|roofs|paths} in the night, and now
  {everything|each leaf} {sparkled|dripped|shone}.
- {Primroses|Daffodils|Tulips|Catkins} {nodded|trembled|shone} {along the hedges|in the breeze|
  beside the path}, and [h.sight].
- {Lambs|Birds|Bees} were {busy|noisy|about} early, the {buds|leaves} were {opening|unfolding},
  and [h.sight].
- A {playful|fresh|lively} wind {chased|hurried|pushed} {fluffy|white|little} clouds across the
  sky.
- The {mud|grass|air} smelled {sweet|of rain|of new leaves}, and {somewhere|far away} [h.sight].
""",
    "summer": """
~ day: one {hot|sunny|golden|drowsy|cloudless|shining} {summer morning|day in July|afternoon in
  June|summer's day|morning in August}; early one {summer|June|July} morning; on the {hottest|
  longest} day of {summer|the year}; one {Monday|Wednesday|Thursday|Saturday} in {June|July|
  August}
= weather
- The sun {blazed|beamed|shone} {from a clear sky|on the dusty road|like a brass plate}, and
  [h.sight].
- It was so {hot|warm} that {even the flies|the lizards|the cows|the very stones} {dozed|looked
  sleepy|sought the shade}.
- {Bees|Crickets|Swifts} {hummed|sang|raced} {from dawn to dusk|in the heat|over the roofs}, the
  {hay|grass} smelled {sweet|dry}, and [h.sight].
- {Not a cloud was to be seen|The sky was as blue as a cornflower|A warm breeze stirred the
  barley}.
- {Roses|Foxgloves|Sunflowers} {bloomed|stood tall} {by every gate|against the walls}, and
  [h.sight].
""",
    "autumn": """
~ day: one {misty|windy|crisp|golden|rainy|chilly} {autumn morning|day in October|afternoon in
  September|autumn day|morning in November}; early one {autumn|October} morning; on the {first|
  last} day of {the harvest|September|October}; one {Tuesday|Thursday|Friday|Sunday} in
  {September|October}
= weather
- {Red|Yellow|Golden|Crinkly} leaves {whirled|drifted|spun} {down the path|over the wall|through
  the air}, and [h.sight].
- {Mist|Fog|A pale haze} {hung over|wrapped|hid} the {fields|hedges|roofs} until the sun {broke
  through|came out|melted it}.
- The wind {rattled|shook|tugged at} the {shutters|gates|hedges}, {conkers|acorns|pears}
  {plopped|dropped|thudded} to the ground, and [h.sight].
- It {smelled|was a day that smelled} of {wood smoke|wet leaves|ripe apples|mushrooms}, and
  [h.sight].
- {Geese|Swallows|Starlings} {gathered|chattered} {overhead|on the rooftops}, ready for their long
  journey.
""",
    "winter": """
~ day: one {frosty|snowy|icy|bitter|white|still} {winter morning|day in January|afternoon in
  February|winter's day|morning in December}; early one {winter|January} morning; on the
  {coldest|shortest} day of {winter|the year}; one {Monday|Wednesday|Friday|Saturday} in
  {December|January}
= weather
- Snow {lay|was heaped} {on the roofs|on every fence|along the walls} like {icing|a thick quilt|
  whipped cream|feathers}.
- {Icicles|Frost flowers} {glittered|sparkled|gleamed} {at the windows|under the roofs|on the
  glass}, and every breath {made|became} a {little|small} cloud.
- The {puddles|ditches|buckets} {were frozen|had turned to ice}, and {footprints|tracks}
  {crossed|criss-crossed} the {fresh|new} snow.
- {Big|Soft|Fat} {snowflakes|flakes} {floated|tumbled|twirled} down without a sound, and
  [h.sight].
- A {thin|sharp|cold} wind {whistled|moaned} {round the corners|in the chimneys}, and {smoke rose
  from every house|fires burned in every hearth}.
""",
}

# Things of the warm months: a sight with one of these words is not told of in winter.
_WARM_WORDS = """
dragonflies tadpoles lilies ferns mushrooms cuckoo beetles leaves grasshoppers
butterflies clover dandelion lark poppies grass bumblebees swallows wasps orchard leaf lavender
ladybirds snails nesting fireflies bean robin breeze minnows cotton mud bubbled scarecrow swing
ripples fish shrimps stepping crept drifted fountain
"""
WARM_WORDS = tuple(_WARM_WORDS.split())
