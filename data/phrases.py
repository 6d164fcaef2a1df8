"""Words and sentences that every kind of story may use: openings, weather, endings, small talk."""

TABLE = """
~ colour: red; blue; yellow; green; orange; purple; silver; white; brown; golden; pink; grey;
  speckled; striped
~ item: a ball of string; a slice of cheese; a wooden spoon; a paper bag of raisins; a tin cup; a
  clean handkerchief; a pencil stub; a pot of glue; a candle end; a bag of marbles; a long feather;
  a jar of honey; a folded map; a woollen sock; a bunch of keys; a pinch of salt; a spare button; a
  lump of chalk; a small mirror; a bar of soap; an old umbrella; a coil of rope; a box of crayons;
  two boiled eggs; three walnuts; a bottle of ginger beer; a crust of bread; a pair of mittens; a
  magnifying glass; a whistle; a bicycle bell; a roll of tape; a fishing net; a cork; a sponge; a
  clothes peg; a thimble; an empty jam jar; a hairbrush; a bundle of twigs; a seed packet; a
  birthday card; a sandwich; a warm scarf; a pocket knife; a torch; a deck of cards; a packet of
  biscuits; a needle and thread; a pine cone; a flask of tea; a scrap of velvet; a rubber band; a
  little hammer; a bag of nails; a notebook; a bandage; a pot of yellow paint; a paintbrush; a patch
  of leather; a jingling bell; a tape measure; a picnic rug; a spinning top
~ food: warm bread and butter; plum jam; apple cake; pea soup; cheese toast; baked potatoes;
  strawberry tarts; oat biscuits; vegetable stew; raisin buns; cucumber sandwiches; lemon pie;
  roasted chestnuts; tomato soup; pear crumble; hot chocolate; gingerbread; corn on the cob;
  cinnamon rolls; blackcurrant juice; scrambled eggs; noodle soup; crunchy radishes; popcorn;
  waffles with syrup; banana pancakes; rice pudding; mashed turnips; nut bread; cherry pie; carrot
  sticks; peach jelly; leek pie; butter beans; custard; almond biscuits; plum pudding; sweet peas;
  jacket potatoes; bilberry scones; apricot jam; cold milk; pumpkin soup; fruit salad
~ doing: hanging out the washing; painting a fence; mending a kite; carrying a tray of buns; pushing
  a squeaky wheelbarrow; whistling a tune; chasing a hat; polishing a pair of boots; reading a
  newspaper; picking nettles for soup; tying up a parcel; washing a muddy window; practising a
  somersault; counting a row of snails; shelling peas; feeding the sparrows; drawing faces in the
  dust; oiling a rusty gate; knitting a very long scarf; sorting buttons; balancing on a wall;
  stirring a pot of paint; hunting for a missing sock; digging a ditch; beating a carpet; blowing
  soap bubbles; hammering a loose plank; peeling carrots; sewing on a patch; sketching a beetle;
  sweeping a doorstep; filling a bucket; eating a bun; tuning a fiddle; stacking firewood; writing a
  postcard; combing a tangled fringe; rolling a barrel; weighing onions; trimming a hedge; catching
  moths in a hat; baking mud pies; snoozing on a bench; humming and dusting; arguing with a goose
  feather; trying on a pair of spectacles; skimming stones; hauling a sack of turnips; juggling
  plums
~ like: a leaf in the wind; a spinning top; a drop of rain; a puff of smoke; a kettle on the boil; a
  falling star; a cork in a bath; a spring lamb; a marching band; a summer cloud; a runaway wheel; a
  feather on a pond; a mouse in a pantry; a jack-in-the-box; a squeaky gate; a shy ghost; a startled
  hen; a windmill in a gale; a kitten with wool; a bubble in a stream; a proud king; a sack of
  potatoes; a drum on a feast day; a bee in a bottle; a ship in full sail
~ still: a stone; a post; a painted picture; a sleeping cat; a mushroom; a fence; a candle; a
  snowman; a clock without hands; a boat on glass; an owl at noon; a heron in the reeds
~ glad: happy; glad; pleased; delighted; cheerful; merry; joyful; thrilled; proud
~ sad: sad; unhappy; miserable; gloomy; sorry; heavy-hearted; downcast; tearful
~ worried: worried; anxious; uneasy; troubled; nervous; frightened
~ quietly: quietly; softly; gently; kindly; slowly; in a low voice; after a while; with a nod; with
  a small smile; thoughtfully; patiently
~ loudly: loudly; at the top of [his] voice; with a gasp; in surprise; all at once; eagerly; with
  shining eyes; breathlessly
~ oh: Oh dear; Oh no; Goodness me; Dear me; What a muddle; Oh, crumbs; My whiskers and buttons;
  Bother; Good gracious; Heavens; Oh, fiddlesticks; Dear oh dear
~ hurray: Hurray; Hooray; We did it; How splendid; How wonderful; Look at that; Three cheers; What a
  day; Well done; Bravo; Splendid; Marvellous
~ hello: Good morning; Hello; Good day; Hello there; How do you do; Well, hello; Greetings
~ long: a whole hour; what felt like a week; ten long minutes; most of the morning; a good while; as
  long as it takes to eat a bun; two whole hours; half the afternoon; longer than a long nap; quite
  some time; a minute or two; as long as it takes to count to a hundred
~ later: a little later; before long; after a while; soon afterwards; by and by; not long after
  that; when the clock struck {two|three|four}; a few minutes later; in next to no time
~ chore: carrying firewood; sweeping the yard; peeling onions; scrubbing pots; digging potatoes;
  washing windows; picking beans; stacking bricks; painting a fence; raking leaves; shelling peas;
  polishing boots; fetching water; hauling sacks; beating carpets; weeding flower beds; shovelling
  coal; plucking weeds from the path; sorting nails; stirring soup
~ fixing: planks; a long rope; nails; an old sail; clay; straw; flat stones; strong wire; tar;
  boards; moss; bricks; a tin sheet; a bag of pegs; a heavy hammer; two buckets; a broom; a lantern;
  dry blankets
~ mender: a pot of glue; a needle and thread; a box of tiny screws; a magnifying glass; a little
  hammer; a coil of wire; a ball of string; a drop of oil; a tin of varnish; a pair of pliers; a
  scrap of leather; a patch of cloth; a fine brush; sharp scissors
~ reach: a stick; a broom; a belt; a scarf; a fishing rod; a curtain cord; a towel; a rake; an
  umbrella; a washing line; a bean pole; a shawl
~ kit: a torch; a spade; a lantern; a compass; a rope; a packet of sandwiches; a magnifying glass; a
  whistle; a notebook; a flask of tea; a trowel; a bag of apples
~ here: beside the path; behind a hedge; near a gate; at the bottom of a bank; not far from the
  path; beyond a low wall; round the next bend; beside some brambles; next to a pile of stones
~ sky: the {sky|evening sky|clouds|air} {turned|grew|glowed|shone} {pink|orange|purple|gold} {above|
  behind|over|beyond} {the hills|the windmill|the chimneys|the treetops}; the {first|brightest|
  smallest|earliest} {star|stars} {came out|twinkled|blinked|peeped out} {above|over} {the roofs|the
  clock tower|the orchard|the pond}; {the moon|a round moon|a full moon|a yellow moon} {rose|
  climbed|floated|sailed} {over|above} {the rooftops|the beach|the farm|the reeds} like {a lantern|a
  silver coin|a slice of lemon|a big round cheese}; the last {light|sunshine|gold|warmth} {slipped|
  faded|vanished|melted} {from the windows|off the hills|behind the trees|over the sea}; {bats|
  moths|owls} {began to|came out to|rose to} {flutter|circle|swoop|glide} {round the lanterns|over
  the lane|above the barn|past the gate}; {the lanterns|the lamps|all the lights|the street lamps} {
  flickered on|were lit|began to glow|shone out} {in Lantern Lane|along the bridge|all through the
  valley|one by one}; the {windmill|church|clock tower|old} {bell|clock} {chimed|struck|rang} {six|
  seven|eight|nine} {times|across the valley|over the roofs|through the dusk}; a {cool|soft|sleepy|
  gentle} {breeze|wind} {sighed|whispered|drifted|hummed} {over the fields|through the branches|down
  the lane|across the water}; the {sun|red sun|tired sun} {sank|slid|went down|set} {behind|beyond}
  {the hills|the sea|the pines|the mill}; {darkness|dusk|the night|the evening} {fell|came down|
  settled|crept} {over|upon|across} {the valley|the roofs|the fields|the lanes}; {smoke|blue smoke|
  thin smoke} {rose|curled|drifted} from {the|all the|a dozen} {chimneys|rooftops}
= bag
- basket
- bag
- satchel
- knapsack
- rucksack
~ o.once: once upon a time; once; long ago; not so very long ago; some time ago; years ago; a good
  while ago; in days gone by; when the valley was younger; one fine year; not many years ago
~ o.named: called; named; by the name of; known as; whose name was; who was called; who went by the
  name of; with the name of
~ o.lived: lived; spent [his] days; was at home; had long lived; had settled; had always lived;
  lived in peace; lived happily; had made [his] home
~ o.there: lived; there lived; there was; there used to live; you might have met; you would have
  found
~ o.who: who {loved|adored|was fond of|dreamed of} [likes]; who was {always|often|forever|usually}
  [hobby]; whose {best|dearest|closest|oldest} friend was [f]; who {liked|loved|enjoyed} nothing {
  better|more} than [hobby]; who owned {a|one} {splendid|precious|fine|famous} [treasure]; who had a
  {good|kind|warm|big} heart; who had {a head full of|a great many|all sorts of|no end of} {ideas|
  plans|dreams|questions}; who {wished|longed|hoped} {above all|secretly|with all [his] heart|one
  day} [wish]; who was {afraid|scared|frightened} of {nothing but|only one thing, and that was}
  [fear]; who {seldom left home|never went out|went nowhere} without [item]
~ o.ask: have you {ever met|heard of|come across|been told of}; do you {know|remember|happen to
  know|recall}; did {anyone|anybody|somebody} {ever|never} tell you about; shall I tell you about;
  would you like to hear about; who has not heard of; may I tell you about
~ o.tale: this is {a story about|the tale of}; here is {a story about|a tale of}; here {comes|
  begins} the {tale|story} of; my {tale|story} today is about; tonight's story is about; listen to a
  {tale|story} about; I know a {tale|story} about; let me tell you about
~ o.all: everyone; everybody; every child; nearly everyone; all the neighbours; young and old; big
  and small; all the valley; half the valley; each neighbour
~ o.knew: knew; liked; had heard of; was fond of; talked about; waved to; could tell you about;
  thought well of
~ o.early: woke up; sat up; yawned; stretched; opened the door; looked out; rolled over; hummed a
  tune; put on the kettle; ate [food]; tidied up; was awake early
= open
- [o.once], [desc] [o.named] [h] {lived|was at home|spent [his] days|was living} {[at]|in [home]}.
- [o.once], {[at]|in [home]}, [o.there] [desc] [o.named] [h].
- {In|Inside|Snug in} [home] [o.there] [desc] [o.named] [h].
- [At], where [h.sight], [o.there] [desc] [o.named] [h].
- [o.once] there {was|lived} [desc], and {[his] name was|everybody called [him]|the name was|
  neighbours called [him]} [h].
- [o.ask] [h], the [trait] [noun] {from|of} [pl]?
- [o.ask] [h], [desc] [o.who]?
- [o.all] [o.knew] [h], {the [trait] [noun] from [pl]|[desc] [o.who]|[desc] {from|of} [pl]}.
- [h], {[desc]|the [trait] [noun]}, [o.lived] {[at]|in [home]}.
- [h] was [desc] [o.who].
- [h] was {[desc]|the [trait] [noun] {from|of} [pl]}. {To tell the truth|Most of all|All in all|It
  must be said that}, [he] {loved [likes]|liked [hobby]|was proud of [his] [treasure]|wished
  [wish]}.
- [o.tale] [h], {[desc] [o.who]|the [trait] [noun] {from|of} [pl]}.
- [o.tale] [desc] [o.named] [h]. {It {happened|began|took place} on|[He] never forgot|Listen to what
  happened on} {one|a|that} {day|morning} {when nothing went as planned|that began with [item]|full
  of surprises|with [food] for breakfast}.
- {Nobody|No one|Not a soul|No other [noun]} {in the valley|for miles around|far and wide|[at]} was
  {more [trait] than|so [trait] as|half as [trait] as} [h], the [noun] {from|in} [home].
- {If you|Should you|When you} {go|walk|come} to [pl], {look for|ask for|call on|say hello to} [h],
  {the [trait] [noun]|[desc]}.
- {Among|Of} all the {friends|neighbours|creatures|folk} [at], {none|nobody|not one} was {half so|
  as|even half as} [trait] as [h], the [noun].
- {Over [at]|Out [at]|[At]}, [desc] [o.early] one {|fine |quiet }{morning|day}. {[His] name was [h]|
  It was [h]|This was [h], [o.who]}.
- {A [trait] [noun]|A certain [noun]|[Desc]} [o.named] [h] {once lived|had a home|had [his] home|
  lived {alone|quietly|happily}} {[at]|in [home]}.
- {Who lived|Who was at home|Guess who lived|Who might live} in [home]? {It was|That was|None other
  than|Why,} [h], {the [trait] [noun]|[desc]}.
- {Of all|Among all} the homes {in the valley|far and wide|[at]}, {none was like that of [h],
  [desc]|[h], the [trait] [noun], had the finest|the best was that of [h], the [trait] [noun]}.
- {Think of|Imagine|Picture} {[home]|a spot where [h.sight]}: {there|that is where|just there} [h],
  [desc], {lived|was at home|used to live}.
- {Some|Most} {neighbours|folk|friends} {were tall|were rich|talked a lot|had long names}, {but|yet}
  [h], {the [noun] from [pl]|the [noun] in [home]}, was [trait].
- {The day|The story|The whole thing|It all} {began|started} [at], {with|because of} [h], [desc]
  [o.who].
- {A cheerful song|Somebody humming|A merry whistle|A sneeze} could {be|often be|always be} heard
  [at]. {It was|That was|That was surely|It came from} [h], {the [trait] [noun]|[desc]}.
~ everyone: everyone; everybody; every child; nearly everyone
= o.named2
- was called
- was named
- went by the name of
- had the name of
- answered to the name of
= meet
- [Day], [desc] [o.named] [h] {was busy|was|was happily|was out} [hobby]. [Weather]
- [Weather] {In [home]|[At]}, [desc] [o.named] [h] [o.early].
- [o.ask] [h], the [noun] {from|of} [pl]? {This happened to [him]|It all began|The story starts|[He]
  was [hobby]} [day].
- [h] was [desc], and {nothing pleased [him] more than [likes]|[his] best friend was [f]|[he] loved
  [hobby]|[he] wished [wish]}. [Weather]
- [o.once] there {was|lived} [desc] [o.named] [h], [o.who]. [Weather]
- [At], [o.all] [o.knew] [h], [desc]. [Weather]
- {A|This is a|Here is a} {story|tale} from [pl]: [day], [desc] [o.named] [h] {had|found|came
  across|picked up} [item].
- "{What a fine day|What shall I do today|Time to get up|Here I am}!" said [h], [desc], {stretching|
  yawning|blinking|jumping up} in [home]. [Weather]
- [Day], while [h.sight], [h], [desc], {was thinking of [likes]|made plans|was [hobby]|looked round
  for [item]}.
- [Day], [desc] [o.early] {[at]|in [home]}. {It|That|This} was [h], [o.who].
- [Weather] {This|That|It} was {just|exactly} {the sort of|the kind of|the} day that [h], [desc], {
  liked|loved|had hoped for|had waited for}.
- [Weather] {And who was|Do you know who was|Guess who was} [hobby]? {It was [h]|Why, [h]}, {the
  [trait] [noun]|[desc]}.
- [o.tale] [h], {the [trait] [noun]|[desc]}. [Weather]
- [h], [desc], {lived|was at home|had always lived} {[at]|in [home]}. [Weather]
- [Day], {somebody|someone} {hummed|sang|sneezed|laughed} [at]. It was [h], {the [trait] [noun]|
  [desc]}. [Weather]
- {Some|Most} {days|mornings} {are just right for|seem made for|are meant for} [hobby], {thought|
  felt} [h], [desc]. [Weather]
- {Long before breakfast|Right after breakfast|With [item] close by|After a plate of [food]}, [h]
  was [hobby]. {As you may know|You must know|In case you wonder|By the way}, [he] was [desc].
  [Weather]
- [Weather] {Out|In|Home} came [h], {the [trait] [noun]|[desc]}, {with [item]|full of plans|eating
  [food]|humming}.
- {Nobody|Not a soul|No one} [at] was {as [trait] as|more [trait] than} [h], the [noun]. [Weather]
- [Weather] {What could be better than|Is there anything finer than|Who would not dream of} [likes]?
  {So thought|So said|Thus spoke} [h], [desc].
- [Day], [item] {lay|could be seen|had been left} [at]. {The owner was|The owner, of course, was|
  Somebody was looking for this:} [h], [desc] [o.who].
- [Weather] {Nobody but|Only|Even} [h], [desc], was {still in bed|already [hobby]|out and about|yet
  awake}.
- [Weather] {A lively|A merry|A busy} [noun] {came|hurried|stepped} {out of|from} [home], and {it
  was|that was} [h].
- [o.all] {came out|got up|went out|woke} early [day]. {Only [h], [desc], was still asleep|[h],
  [desc], was [hobby]|[h], [desc], came out with [item]}.
= habit
- [He] loved [likes] {more than anything|best of all|even more than [food]|above all else}, and {
  most days|every day|mostly|from morning till night} [he] was {|busy |happily }[hobby].
- {Most mornings|On most days|Day after day|When the weather was kind}, [he] {could be found|was
  seen|was|would be} [hobby], with [item] {in [his] bag|close by|beside [him]|at hand}.
- In [his] [bag] [he] {always|usually|often|mostly} {carried|kept|had} [item], [item] and [item], {
  because|since|for} {you never knew {what a day might bring|what might be needed}|who knows what
  might happen|one has to be ready|each of them had been useful once}.
- What [he] {liked|loved|enjoyed} {best|most} was [hobby], {and after that came|followed by a plate
  of|and then, of course,|and next to that} [likes].
- [Hobby] was {what [he] {liked|loved} best|[his] favourite thing|how [he] spent {most days|the
  day}}, {although|even if|but} {[he] also had a weakness for|[he] would leave it at once for|[he]
  would stop in the middle for} [likes].
- {Secretly|Deep down|In [his] dreams|Every night}, [he] {wished|longed|hoped} [wish], {though|but}
  {[he] told nobody|only [f] knew|first there was [hobby]|that could wait}.
- [His] {best|dearest|oldest|closest} friend was [f], {and {the two of them|they} {shared
  everything|ate everything together|divided everything}, even [food]|who {lived in|came from}
  [f.home]|who {loved|was fond of|liked} [f.likes]|who was always [f.hobby]}.
- [He] had {one great treasure|one thing [he] guarded well|something precious}, a [treasure], and
  one {good|true|dear|close} friend, [f].
- {Like any [noun]|Being a [trait] [noun]|As a [noun] should|Like most neighbours}, [he] {had|kept|
  owned} {a shelf full of treasures|a few odd treasures|treasures of [his] own|some fine things}:
  [item], [item], and [best of all] a [treasure].
- {Neighbours|Friends|People|Some} {said|used to say|joked|were sure} that [he] could {eat [likes]
  all day long|smell [likes] from a mile away|live on nothing but [likes]|go without sleep but not
  without [likes]}.
- {{Only [fear] could|Nothing but [fear] could|Apart from [fear], little could} {upset [him]|spoil
  [his] {day|mood}|make [him] tremble|worry [him]}|[He] was {brave|bold|fearless} {most of the time|
  as a rule|enough}, {but|yet|though} {not when it came to|not so about|there was the matter of}
  [fear]}.
- {Whoever|Anyone who} {came to visit|knocked|dropped in} {was given|got|was offered} [food], {and
  sometimes|and on Sundays|and, if lucky, also} {|some }[likes].
- {If [he] was not|When [he] was not} [hobby], [he] was {with [f]|dreaming of [likes]|looking after
  [his] [treasure]|looking for [item]}.
~ best of all: best of all; dearest of all; most precious of all; finally; last of all; to crown it
  all
= stroll
- {On the way|Along the way|Not far on|Soon} [he] {passed|met|waved to|came upon} [someone], who was
  [doing].
- [He] [went] {past|by|round|alongside} [p4], where [p4.sight].
- [someone] was [doing] {by the roadside|beside the path|at the corner|near a stile} and {waved|
  looked up|nodded|wished [him] luck}.
- The {path|road|track|way} {led|wound|ran|went} {past|by way of|close to|round} [p4], and there
  [p4.sight].
- [He] [went] {along|on|ahead}, {humming|singing|whistling|muttering} {like a kettle|under [his]
  breath|like a blackbird|a song about [food]}.
- [P4.at] [he] {stopped|paused|rested|stood} {to catch [his] breath|for a moment|and listened|and
  looked}, {because|for|while} [p4.sight].
- "{Where are you off to|Where to|What is the hurry|Going far}?" {asked|called} [someone], who was
  [doing]. "{Important business|You will see|I am in a hurry|Wish me luck}!" [h] {answered|called
  back|replied|called}.
- {First|Soon|Next|After a while} came [p4], where [p4.sight]; {after that|then|from there} the {
  path|way|track} {grew steep|bent left|crossed a ditch|ran downhill}.
- {All the way|As [he] [went] along|At every step|Meanwhile}, [he] thought {about|of} [food] and
  tried not to {worry|stumble|trip|stop}.
- {Once|Twice|Three times} [he] {took a wrong turn|stumbled|had to turn back|had to ask}, but
  [someone], who was [doing], {pointed the way|knew the way|helped [him] on}.
- {Beyond|Behind|Before} [p4] [he] {came across|spied|passed} {[item]|[someone] with [item]|three
  carts|seven puddles} and {went on|hurried on|did not stop|[went] on}.
= close
- {That evening|At supper|Later|By lamplight}, while [sky], [h] and [f] {shared|ate|enjoyed|nibbled}
  [food] {|and [food] |with [food] }{side by side|under one blanket|on the doorstep|by the window}.
- [When home] {|[at] }{at last|that evening|after all this}, [he] {ate|had|enjoyed} {a plate of|two
  helpings of|plenty of|a little} [food], {told|then told|merrily told} {[someone]|everyone} {all
  about it|what had happened|the whole story|every bit of it}, and {slept like|lay as still as}
  [still].
- {So|And so|In this way|That is how} the {day|story|adventure} {ended|came to an end} {with|over|
  amid} [food] and {laughter|songs|a long story|a great many jokes}, and {outside|over the roofs|far
  off} [sky].
- {As|While|Just as} [sky], [h] {yawned|smiled|sighed happily|stretched}. "{What a day|I would not
  change a thing|I am so glad|Tomorrow I shall tell [someone]}," [he] {murmured|whispered|said}, and
  {closed [his] eyes|curled up in bed|was soon fast asleep|put out the lamp}.
- [F] {hugged|smiled at|winked at|nudged} [h], [h] {giggled|grinned|laughed|nodded}, and {together|
  both together|side by side} they {went to find|set off to share|sat down to|ran home for} [food],
  while [sky].
- {And if|If ever|So if} you {pass|visit|walk by|come to} [pl] {on a quiet evening|one day|when
  [sky.now]|at bedtime}, you {may|might|will surely} {still hear|hear|catch} [h] and [f] {laughing
  about|talking of|singing about|smiling over} {it|that day|it all}.
- {Afterwards|Then|Late in the day}, {since|as|when} [sky], the two friends {went|strolled|walked}
  home, {arm in arm|singing all the way|sharing [item] and a joke|tired and [glad]}.
- From that day on, {whenever|each time|if} [h] {saw|looked at|held|came across} [item], [he] {
  remembered|thought of|thought about} [f] and {smiled|felt warm inside|had to laugh|hummed a tune}.
- It was a {|very |truly }[glad] [noun] {who|that} {went|crept|climbed|rolled} into bed {that night|
  at last|soon after}, for {all was well [at]|nothing is better than a good friend|there is nothing
  like a good day|[sky]}.
- "{Same again tomorrow|Shall we meet again tomorrow|Will you come for [food] tomorrow|Shall we eat
  [food] now}?" {asked|said|whispered} [f]. "{Of course|Yes, please|I cannot wait|With pleasure},"
  said [h], {and|as|while} [sky].
- By the time [sky], {[food]|the last of the [food]} had been {eaten|shared|served|finished}, {|the
  {dishes|cups|plates|spoons} were {washed|stacked|dry|put away}, }and [h] was {asleep|dreaming of
  [likes]|snoring softly|in bed}.
- {Everyone|The whole valley|All the neighbours|Half the valley} {heard about it|talked about it|
  asked about it|wanted to hear it} {the next day|next morning|before long|for a week}, and
  [someone] {even|soon|then|at last} {made up a song about it|gave [h] [item]|served [food] in [his]
  honour|drew a picture of it}.
- [h] {kept|put|laid|hung up} [item] {on a shelf|on the windowsill|on the table|by the bed} {to
  remember the day|so as never to forget it|as a keepsake}, and {next to it|beside it|close by} {
  lay|stood|was} [item] from [f].
- {What came|And what happened|What was there} {then|next|after that}? {Out came|There was|In came}
  [food], {of course|naturally|and plenty of it}, {while|and soon|and then} [sky].
- {Long after|Soon after|A little after|Just after} [sky], {[h]|[h] and [f]} {could be heard
  laughing|smiled about it again|talked about [food]|told the story again}.
- {There was|They had|That called for} [food] for [f], [food] for [h] and {a crumb|a taste|a little}
  for [someone], {who was [doing]|who had just come by}.
- "{Good night|Sleep well|Till tomorrow|See you soon}," {said|called} [f] {with [item] to take home|
  at the door|from the path|happily}. [h] {waved|nodded|smiled|yawned}, and [sky].
~ sky.now: the stars are out; the moon is round; the wind is still; the lanterns are lit; the sun
  goes down; the owls are calling; the valley is asleep; the lamps are burning
~ when home: back; home again; safely back; once more; safe and sound; in [his] own chair
= pause
- For {a moment|a while|[long]} {nobody|no one} {spoke|said a word|moved|stirred}, {and|while|but}
  [s.sight].
- {All around|Meanwhile|All the while|Close by}, [s.sight].
- [h] {took a deep breath|scratched [his] head|closed [his] eyes|looked up at the sky} {and thought|
  and counted to ten|and tried to be calm|for a while}.
- {It was so quiet that {you could|[he] could|one could} hear|The only sound was|There was no sound
  but} {a clock ticking|a fly buzzing|water dripping|the wind in the grass}.
- "{Hmm|Well, well|Now then|Let me see}!" {said|murmured} [h], {rubbing|tapping|scratching|pulling}
  [his] {nose|chin|ear}.
- {A minute|Some time|A little while|A good while} {went by|passed|slipped away}, and {|still |
  meanwhile }[s.sight].
- {Far off|Not far away|Across the way|Somewhere}, [someone] was [doing], {but|and} {nobody noticed|
  [h] hardly heard it|that was of no help}.
- [h] {thought of [food]|ate a little [food]|turned [item] over and over|fiddled with [item]}, which
  {always|often|sometimes} {helped|made thinking easier|was a comfort}.
= feel
- [h] felt {as [sad] as|like|no better than|as low as} {a wet sock|an empty bowl|a burst balloon|a
  kite without wind}.
- {Tears|Two fat tears|Big tears|A few tears} {rolled down [his] cheeks|filled [his] eyes|dripped
  onto [his] [hands]|fell on the ground}{| one by one|, and [he] sniffed|, and [he] let them}.
- [His] {heart|poor heart} {sank|thumped|felt heavy|beat hard}, {and|for} {[he] did not know what to
  do|nothing like this had happened before|even [food] would not have cheered [him] up|there seemed
  to be no way out}.
- "[Oh]!" {cried|said|whispered} [h]. "{What shall I do now|Whatever shall I do|How can I put this
  right|Who can help me}?"
- [He] was so [worried] that [he] could {not even|hardly|no longer} {think of [likes]|swallow
  [food]|sit still|hum a tune}.
- How [sad] [he] was! [He] {sat down|slumped down|flopped down|crouched} {on a stone|in the dust|
  beside [item]|under a bush} and {sniffed|sighed|hid [his] face|trembled}.
- {Never before|Not for a long time|Not since last winter} had [he] felt so {[sad]|[worried]|small|
  alone}.
- {A lump|Something like a stone|A cold feeling} {sat|stuck|grew} in [his] {throat|tummy|chest}, and
  {[he] gulped|[his] knees shook|no joke would help|[his] chin trembled}.
"""

SEASONS = {
    "spring": """
~ day: one {mild|breezy|showery|green} {spring morning|morning in April|spring day|morning in May};
  early {one|on a {mild|bright|fresh|breezy}} {spring|April|May} {morning|day}; on {the first|a|
  another} {warm|mild|sunny} day of {spring|the year|April|May}; {one|on a} {Monday|Tuesday|Friday|
  Sunday} in {April|May|March|spring}; {late in|halfway through|in the middle of|at the end of} {
  April|May|March}; on the {day|morning} {after|before} {market day|a storm|the fair|washing day}
= weather
- {Soft|Warm|Gentle|Light} rain had {washed|freshened|soaked|cleaned} the {fields|roofs|paths|
  hedges} {in the night|at dawn|since supper}, and now {everything|each leaf|every twig} {sparkled|
  dripped|shone}.
- {Primroses|Daffodils|Tulips|Catkins} {nodded|trembled|shone|swayed} {along the hedges|in the
  breeze|beside the path|by the gates}, and [h.sight].
- {Lambs|Birds|Bees|Sparrows} were {busy|noisy|about|merry} {early|again|everywhere}, the {buds|
  leaves} were {opening|unfolding|green}, and [h.sight].
- A {playful|fresh|lively|cheeky} wind {chased|hurried|pushed|blew} {fluffy|white|little|woolly}
  clouds {across|about|over} the {sky|hills|valley}.
- The {mud|grass|air|earth} smelled {sweet|of rain|of new leaves|of spring}, and {somewhere|far
  away|close by|not far off} [h.sight].
- {Blossom|White blossom|Pink blossom} {drifted|lay|fell} {on the paths|like snow|over the walls|
  from the trees}, {while|and} [h.sight].
- {A shower|A cloud|A sprinkle of rain} {came|passed|hurried by}, then {a rainbow|birdsong|a short
  hush}, then {more rain|sunshine again|a breeze}.
- {How green|How bright|How fresh} the {fields|hedges|gardens|hills} {were|looked|seemed}, and {all
  the while|nearby|meanwhile} [h.sight].
""",
    "summer": """
~ day: one {hot|sunny|golden|drowsy} {summer morning|day in July|afternoon in June|summer's day};
  early {one|on a {fine|bright|golden|warm}} {summer|June|July|August} {morning|day}; on the {
  hottest|longest|sunniest|finest} day of {summer|the year|June|July}; {one|on a} {Monday|Wednesday|
  Thursday|Saturday} in {June|July|August|summer}; {late in|halfway through|in the middle of|at the
  end of} {June|July|August}; on the {day|morning} {after|before} {market day|a storm|the fair|
  washing day}
= weather
- The sun {blazed|beamed|shone|glowed} {from a clear sky|on the dusty road|like a brass plate|on
  every wall}, and [h.sight].
- It was so {hot|warm|sunny|sticky} that {even the flies|the lizards|the cows|the very stones} {
  dozed|looked sleepy|sought the shade|hardly stirred}.
- {Bees|Crickets|Swifts|Finches} {hummed|sang|raced|played} {from dawn to dusk|in the heat|over the
  roofs|without a rest}, the {hay|grass|air} smelled {sweet|dry|warm}, and [h.sight].
- {Not a cloud was to be seen|The sky was as blue as a cornflower|A warm breeze stirred the barley|
  The whole valley smelled of hay}{|, and [h.sight]}.
- {Roses|Foxgloves|Sunflowers|Poppies} {bloomed|stood tall|nodded|glowed} {by every gate|against the
  walls|along the lane|in the sun}, and [h.sight].
- {Thunder|A shower|Cool rain} had {come and gone|passed in the night|cleared the air}, {now|and
  now} {the air was fresh|the puddles steamed|everything smelled of earth}.
- {How blue|How bright|How warm} the {sky|morning|day} was, and {all the while|close by|nearby}
  [h.sight].
- {Strawberries|Cherries|Peas|Plums} {ripened|hung ripe|grew sweet} {in the sun|on every side|behind
  the hedges}, {while|and} [h.sight].
""",
    "autumn": """
~ day: one {misty|windy|crisp|golden} {autumn morning|day in October|afternoon in September|autumn
  day}; early {one|on a {crisp|misty|cool|windy}} {autumn|October|September} {morning|day}; on the {
  first|last|finest} day of {the harvest|September|October|autumn}; {one|on a} {Tuesday|Thursday|
  Friday|Sunday} in {September|October|November|autumn}; {late in|halfway through|in the middle of|
  at the end of} {September|October|November}; on the {day|morning} {after|before} {market day|a
  storm|the fair|washing day}
= weather
- {Red|Yellow|Golden|Crinkly} leaves {whirled|drifted|spun|sailed} {down the path|over the wall|
  through the air|past the windows}, and [h.sight].
- {Mist|Fog|A pale haze|A cool mist} {hung over|wrapped|hid|lay on} the {fields|hedges|roofs|hills}
  until {the sun|a wind} {broke through|came out|cleared it|melted it}.
- The wind {rattled|shook|tugged at|banged} the {shutters|gates|hedges|doors}, {conkers|acorns|
  pears|nuts} {plopped|dropped|thudded|fell} {to the ground|into the grass}, and [h.sight].
- It {smelled|was a day that smelled|still smelled} of {wood smoke|wet leaves|ripe apples|
  mushrooms}, and {|nearby |far away |close by }[h.sight].
- {Geese|Swallows|Starlings|Rooks} {gathered|chattered|circled|called} {overhead|on the rooftops|
  above the fields}, {ready for|thinking of|talking of} {their|a|the} long journey.
- {Rain|Cool rain|A shower} {drummed|pattered|tapped} {on|against} {the windows|the roofs|every
  barrel|the gates}, {while|and} [h.sight].
- {Pumpkins|Apples|Pears|Nuts} {filled|were heaped in} {every cart|the baskets|the barrows|the
  sheds}, {while|and} [h.sight].
- {Spider webs|The hedges|The gates} {sparkled with|were wet with|dripped with} {dew|mist|rain}, and
  {all the while|meanwhile|not far off} [h.sight].
""",
    "winter": """
~ day: one {frosty|snowy|icy|bitter} {winter morning|day in January|afternoon in February|winter's
  day}; early {one|on a {frosty|snowy|cold|white}} {winter|January|December} {morning|day}; on the {
  coldest|shortest|whitest} day of {winter|the year|January|December}; {one|on a} {Monday|Wednesday|
  Friday|Saturday} in {December|January|February|winter}; {late in|halfway through|in the middle of|
  at the end of} {December|January|February}; the {day|morning} {after|before} {market day|a storm|
  the fair|washing day}
= weather
- {Snow|Deep snow|New snow} {lay|was heaped|had settled|shone} {on the roofs|on every fence|along
  the walls|over the fields} like {icing|a thick quilt|whipped cream|feathers}.
- {Icicles|Frost flowers|Ice crystals} {glittered|sparkled|gleamed|shone} {at the windows|under the
  roofs|on the glass|along the gutters}, and {every|each} breath {made|became} a {little|small|
  white} cloud.
- The {puddles|ditches|buckets|barrels} {were frozen|had turned to ice|were like stone}, and {
  footprints|tracks|sledge tracks} {crossed|criss-crossed|marked} the {fresh|new|deep} snow.
- {Big|Soft|Fat|White} {snowflakes|flakes} {floated|tumbled|twirled|sank} down {without a sound|one
  by one|from a grey sky|thick and fast}, and [h.sight].
- A {thin|sharp|cold|bitter} wind {whistled|moaned|howled|sang} {round the corners|in the chimneys|
  at the doors|over the ice}, and {smoke rose from every house|fires burned in every hearth|noses
  turned red|everyone wore a scarf}.
- {Frost|Ice|Thick frost} {covered|painted|lay on} {the windows|every twig|each fence|the gates}, {
  while|and} [h.sight].
- {How white|How cold|How still} the {valley|world|morning} {was|seemed|looked}, and {all the while|
  close by|meanwhile} [h.sight].
- {Sledges|Sledge bells|Skates|Shouts} could be heard {from early on|all over the valley|on every
  slope|far and near}, {while|and} [h.sight].
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
