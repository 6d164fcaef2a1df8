"""Plots of the stories, third part: short ones, about fears, new friends, patience and bedtime."""

TABLE = """
@ afraid
: meet worry scare? / comfort face after moral?
= worry
- There was {one thing|only one thing in the world} that [he] {could not bear|was afraid of}, and
  that was [fear].
- {Brave as [he] was in other things|Though [he] would never have said so}, [he] was {frightened
  of|terrified by} [fear].
- {Nobody but [f] knew|Hardly anyone knew} that [he] was {afraid|frightened} of [fear].
- {When it came to [fear]|If there was one word that made [him] shiver, it was [fear]}{, [he] was
  no hero at all|}.
= after
- From then on [h] {was still a little afraid|felt a small shiver now and then}, {but only a
  little|but a shiver is not a storm}, and {afterwards|that evening} {there was|[f] brought}
  [food] {for the brave|for two}.
- "{I did it!|Did you see me?}" {cried|asked} [h]. "{I saw it|You did}," said [f], "{and your
  knees shook, and you did it all the same|all by yourself}." {They celebrated with|Then they ate}
  [food], and [sky].
- [h] {told|wrote to} [someone] about it, {first softly, then louder|with a proud smile}. "I was
  [worried]," [he] said, "{and then I was not|but I went on}." And [sky].
= moral
- {To be brave is not to have no fear; it is to hold a friend's hand and go on|Even the brave are
  afraid; they only take one more step}.
- {A fear|A fright} that is shared is {only half as big|much smaller}.
- {What we know|What we look at closely} frightens us less than {what we only guess|what hides in
  a corner}.
@@ dark fear=(the dark/long shadows)
= scare
- When the lamp went out, {the coat on the door became a {bear|giant}|the chair grew long legs},
  and {something rustled|the floor creaked} {under the bed|behind the curtain}.
= comfort
- "{Give me your hand|Let us look together}," said [f], and lit {a candle end|a small lantern}.
  The {giant|monster} was {a coat|a broom with a hat on}; {the rustling was a moth|the growling
  was only [f]'s own tummy}.
= face
- {Then|After that} [h] {blew out the light [himself]|put out the lamp}, and they {named|counted}
  the sounds: {a clock|the wind}, {an owl|a mouse}, {a drip|a sleepy hen}. {The dark was full of
  neighbours|It was not so black after all}, for at the window {hung|shone} {a thousand stars|the
  moon}.
@@ thunder fear=thunder
= scare
- {Boom|Bang}, {it went|said the sky}, and [h] {dived|crept} under {the bed|the table} with {a
  pillow over [his] ears|two blankets}.
= comfort
- [f] {crawled|came} in beside [him] {with a flashlight|with [item]}. "{The clouds are only moving
  their furniture|Let us count how far away it is}," [f.he] said. "{When it flashes, we count|One,
  two, three, four}!"
= face
- {Flash|There}! They counted to {four|five}. {Flash|Again}! Now it was {seven|eight}, then
  {eleven|twelve}. "{It is going away|Now it rolls over} {to frighten the fish|towards the sea},"
  said [h], and {put out [his] head|came out}. {The rain tapped a tune|The last rumble sounded
  like a sleepy cow}.
@@ water fear=deep water
= scare
- {The others splashed and laughed|Everyone was in the water}, but [h] stood on the bank and {said
  that it was too cold|pretended to look for [item]}.
= comfort
- "{We will go in as far as the toes|Only the toes}," said [f], "and {you say when to stop|not one
  step more}." {The water was cool|It tickled}. "{Stop|Now}!" said [h], and [f] {stopped at once|
  did not laugh}.
= face
- {The next day|On Tuesday} they went in up to the {knees|ankles}, and {on the day after|on
  Friday} up to the {tummy|waist}. {At the end of the week|On Sunday} [h] {lay on [his] back|
  floated}, with {[f] holding [him]|one [hand] on the jetty}, and {looked up at the clouds|kicked
  until it foamed}.
@@ high fear=high places
= scare
- {Even a chair|Even the third step} made [his] {head spin|legs wobble}, and [he] had to {look|
  climb} down {again|at once}.
= comfort
- "{Do not look down, look at me|One step, and then a rest}," said [f], {who went first|walking
  behind}. "{What do you see|Tell me what you see} at each step?" "{A button|A snail|A nail},"
  said [h]. "{A spider's web|A blue tile}."
= face
- {So it went on|Step by step they climbed}, until {there were no more steps|[h] bumped against
  the sky}. {Slowly|Then} [he] {opened one eye|turned round}. There lay the whole valley, {with
  roofs like red buttons|with [p2] on one side and [p3] on the other}. "{It is beautiful|Oh}!"
  [he] {whispered|breathed}.
@@ lost fear=getting lost
= scare
- {In the fog|In the crowd} {every path|every corner} looked the same, and {nobody answered|there
  was no friend to be seen}. {Left or right|Which way was home}?
= comfort
- Then [he] remembered what [f] had told [him]: "{If you are lost, stay where you are|Stop,
  breathe and make a noise}. {I will come and find you|I always find you}." So [h] sat down on {a
  stone|a box} and {sang|banged two stones together}.
= face
- [He] had {sung four songs|counted to two hundred} when a {lantern|shape} came {nearer|swinging
  along}. It was [f]! "{I heard you from far away|You did it right}," said [f.he]. On the way home
  they {tied ribbons to the posts|learned the road by heart}: {first the pump, then the crooked
  tree|the pump, the gate, the barking dog}.
@@ noise fear=loud noises
= scare
- {A drum band was coming|Somebody dropped a tray}, and {[h] jumped into a barrel|[h] ran and hid
  behind a door} {with both ears covered|trembling}.
= comfort
- "{What if you make the noise yourself|Noise is smaller from the inside}?" asked [f], and
  {brought|gave [him]} {two pot lids|a big pan and a spoon}. [h] {tapped|touched} them {together|
  once}, {very softly|with eyes shut}: ting.
= face
- {Then louder|A little louder}: {clang|bong}! And {louder still|once more}: {bang|crash}! [h]
  {began to giggle|had to laugh}, {marched round the house|stamped in time}, and {when the real
  band came|the next time that a door banged}, [he] {bowed|said, "That was nothing"}.
@@ spider fear=spiders
= scare
- {There one sat|And there one hung}, {over the bed|in the tub}, {with all its eight legs|as big
  as a thumb}. [h] {squeaked|screamed} and {climbed on a chair|was out of the house in a second}.
= comfort
- "{She is more afraid of you|Look at her from here}," said [f]. "{She is mending her net|She has
  been working all night}, {thread by thread|and you have shaken it}. {Shall we give her a name|
  Would you like to know her name}? {Agatha|Mrs. Longleg|Henrietta}, I think."
= face
- {With a name it was different|It is hard to scream at someone with a name}. [h] {came a little
  nearer|took a step}, {then another|and one more}. {In the web hung drops like pearls|How fine
  the threads were}! In the end [he] {opened the window for her|wished her good night} {with a
  polite bow|from a safe distance}.
@@ light fear=bright lights
= scare
- {The lamps of the fair|The summer sun} {hurt|stung} [his] eyes so much that [he] {turned back|
  stayed at home} while {the others danced|everyone was outside}.
= comfort
- [f] thought {about it|hard} and {came back with|made} {a hat with a very wide brim|spectacles of
  dark green glass|a small paper parasol}. "{Try this|Only for a minute}," [f.he] said.
= face
- {Everything turned soft and green|The light became as gentle as moonlight}. [h] saw {the
  merry-go-round|the flowers}, {colours that [he] did not know|the ribbons and the flags}, and
  {stayed until the end|danced three dances}. "{So that is the day|How big the world is}!" [he]
  said.
@@ laugh fear=being laughed at
= scare
- [He] {would rather|preferred to} {say nothing|sit in the last row} than {make a mistake|let
  anyone smile at [him]}, and so [he] {never sang|never danced} {with the others|at the feast}.
= comfort
- "{Watch me|Look here}," said [f], {put a pot on [f.his] head|stood up on a table} and {danced
  like a {crab|goose}|sang a song all wrong}. {Everyone laughed|The whole room roared}, and [f]
  {laughed the loudest|bowed}. "{It only tickles|You see? Nobody bites}."
= face
- {Then [h] got up as well|So [h] took a deep breath}. [He] {stepped on [his] own toes|forgot the
  second line} and {fell into the punch bowl|began again}. {They laughed|There was a laugh}, {but
  it was a warm one|and someone clapped}, and {soon the whole room was dancing|[he] laughed, too}.

@ lonely
: meet alone / newcomer reach close moral?
= alone
- {Nobody had knocked for days|It was so quiet}, and [f] {was away on a journey|had gone to see a
  cousin}. [h] {set the table for two|talked to the teapot} {by mistake|to hear a voice}.
- [F] was {away|ill in bed}, and {without [f.him]|with nobody to talk to} {the day was as long as
  a week|even [hobby] was dull}.
- {Everybody else seemed to have somebody|All the others went by in pairs}: [someone] was [doing]
  with [someone], {and who was there for [h]?|and [h] had only [item].}
= newcomer
- Then [he] {saw|noticed} [k], {alone as well|who sat all alone} {on a bench|on the steps|beside
  [p2]}, {drawing in the dust|[doing]}, {humming sadly|and sighing}.
- {Someone new had come|A stranger had come} to [pl], people said. It was [k], who {did not know
  the way|stood by the fountain and knew nobody} and {held [item] tight|looked at the ground}.
- {In the afternoon|Towards evening} there was a {sniff|sigh} behind the {wall|hedge}. {Somebody
  else|Somebody} was sad, too! It was [k], who had {lost a game|been left out of a game|found
  nobody to play with}.
= reach
- What do you say to somebody {you hardly know|who is sad}? [h] {scratched [his] ear|went red}.
  "[Hello]. {I have two [colour] marbles|I have too much [food]}," [he] said {at last|quickly}.
  "{Would you like some|Shall we share}?" [k] {smiled|moved over}. "{I was hoping that somebody
  would ask|Yes, please}."
- {[H] took one step, then another|It took courage, but [h] went over}. "{May I sit here|Is this
  place free}?" [He] {showed [k] how to|taught [k] to} {whistle with a grass blade|fold a paper
  boat|skip stones}, and [k] {knew|told} a {riddle|joke} that {nobody [at] had ever heard|made
  [him] hiccup}.
- "{Do you like [k.likes]|What do you like best}?" asked [h] {shyly|all at once}. "{More than
  anything|I love [k.likes]}!" said [k]. "{And you|And what do you like}?" "[Likes]," said [h].
  {One word led to the next|Soon they talked as if they had always known each other}, and when [f]
  came back, {there were three of them|[h] had a new friend to show [f.him]}.
= moral
- {One small hello|A friendly word} can {open a door|turn a stranger into a friend}.
- {If you are lonely, look round|Somebody else is waiting, too}: {there may be another who is
  waiting, too|perhaps only for a hello}.

= close
- That evening, while [sky], [h] and [k] {shared|ate} [food] and [food] and {forgot the time|told
  each other their whole lives}.
- From then on {they met|the two met} {every week|each Sunday}, once [at] and once [k.at], {and
  later [f] came along, too|and there was always [food]}.
- "{Will you come again tomorrow|Shall we meet tomorrow}?" asked [k]. "{Yes|Gladly|With
  pleasure}," said [h], and [sky].
- When [h] lay in bed, while [sky], [he] {thought|said to [himself]}: {yesterday I had one friend,
  and now I have two|it is strange how quickly a day can change}.
- {Soon afterwards|A few days later} they were seen [p2.at], [h] with [item] and [k] with [item],
  {laughing so hard that the birds flew up|deep in talk}.
- And {as a sign of friendship|to seal it}, [k] gave [h] [item], and [h] gave [k] [item],
  {although neither of them needed it|and both were [glad]}.

@ seed spring summer
: meet plant wait? / wait2 help / grow close moral?
= plant
- [someone] gave [him] a {seed|bulb|stone of a fruit} {no bigger than {a crumb|a pea}|wrapped in
  paper}. "{Put it into the ground|Plant it}, {and wait|and be patient}," {that was all|was the
  advice}. [h] {dug a hole|filled a pot} and {covered it up|patted down the earth}.
- [h] {wanted|longed} to have a {flower|tree|bush} {of [his] own|taller than [himself]}. So [he]
  {swapped [item] for|found} a {brown|wrinkled} seed, planted it {behind the house|in an old
  boot|by the gate} and {sat down beside it|said, "Now grow!"}.
= wait
- {Nothing happened on Monday|The first day nothing happened}. {On Tuesday|The next day}, too,
  {nothing happened|there was only earth}. "{How long does it take|Is it asleep}?" asked [h].
  "{Longer than you like|As long as it needs}," said [f].
- [h] {shouted at it|told it jokes}, {read to it|danced for it} and {gave it [food]|covered it
  with [his] scarf}. {It did not help|The earth stayed brown}.
= wait2
- At last [he] {could stand it no longer|lost patience} and {dug it up|wanted to dig it up} {to
  look|to see if it was still there}. "{No, wait|Stop}!" cried [f]. "{A seed is shy|It cannot grow
  if you stare at it|It has to find its feet in the dark}."
- {A week went by|Eight days passed}. {It rained, and the sun shone|The moon grew round}. [h] had
  {given up hope|almost forgotten it} and went back to [hobby].
= help
- {By and by|In time} [he] learned to {water it in the evening|pull the weeds} and {to think of
  other things|to leave it in peace}. {It was not easy|That was the hardest part}, and [f] {kept
  [him] company|told [him] about [item] meanwhile}.
- {All the same|Even so|Still}, [h] {watered it|gave it a drink} {each evening|every second day|
  at sunrise|from a thimble}, {built a fence of twigs against the {snails|hens|mice}|carried it in
  when it was cold|put [item] beside it for company}, and {hummed|said good night to it|went on
  [hobby]}.
- "{Grow well|Take your time|No hurry}," [h] {told it|whispered} {each evening|now}, and {shooed
  away the {snails|hens|sparrows}|gave it half of [his] {tea|water}|turned the pot towards the
  sun}. [F] {brought|lent [him]} [item] to {keep off the frost|scare the birds|mark the place}.
- [someone], who was [doing], {stopped to look|leaned over the fence}. "{What is in there|Whose bed
  is that}?" "{Something green, I hope|We shall see}," said [h], and {put [item] round it against
  the wind|gave it a {drop|sip} of {rain water|pond water}}.
= grow
- "{Come quickly|Look here|It is up}!" {called|shouted} [h] {one morning|at sunrise}. {Between two
  {stones|crumbs of earth}|In the middle of the bed} {stood|peeped out} a {leaf|shoot} as
  {thin|small} as {a hair|a mouse's ear}. [F] {came with|dropped} [item] and {cheered|danced round
  it}. By the end of the {month|season} it {was as tall as|reached over} {a fence|[f]|a chair},
  with {a [colour] flower|[colour] berries|one [colour] apple}.
- {One day|At last} the earth {cracked|moved}, and {out came|up came} a {crooked|tiny|bright} shoot
  with {a [colour] hat of seed on top|two [colour] leaves}. "[Hurray]!" {cried|sang} [h]. Nobody
  [at] had ever {seen|been given} {such a thing|one like it}, and {[someone]|[f]} {drew a picture
  of it|asked for a seed of it}.
- {Then, one morning|And then}, there was {a green dot|a tiny green tip}! {It stretched|It
  unfolded}, {day by day|a little every night}: two leaves, {four leaves|a stem}, {a bud|as high
  as a chair}. [H] {called everyone|ran for [f]}. {When it bloomed, it was [colour]|The flower was
  [colour] with a [colour] heart}, and {it smelled of [food]|bees came from miles around}.
= moral
- {Good things|The best things} take {their time|a while}, and {pulling does not make them grow|
  waiting is a kind of work}.

@ runaway
: meet slip / chase chase2 / stop close
= slip
- {Just then|All at once} {the wind caught|a gust took} [his] {hat|washing|letter|handkerchief},
  {and off it went|and it flew over the wall}. "{Stop|Come back|Wait}!" {called|shouted} [h], {and
  ran after it|but it did not listen}.
- [H] {set down|let go of} a {cheese|pumpkin|barrel|cabbage|ball of wool} {at the top of the
  hill|for one moment}, and it began to roll, {slowly at first|first slowly}, then {faster and
  faster|like a wheel}. "[Oh]!" {cried|called} [h].
= chase
- {Past [p2] it went|It went past [p2]}, where [p2.sight], and after it {ran|came} [h]. [someone],
  who was [doing], {dropped everything and ran along|joined in}. {Behind [him]|After them} came
  [someone] with [item].
- {Between the legs|Right under the nose} of [someone], who was [doing], {it shot|it went},
  {across the street|through a puddle} and {on to [p2]|down to [p2]}. {"Hold it!"|"Catch it!"}
  {everyone|[someone]} {shouted|called}.
= chase2
- {By now|Soon} there were {five|six|seven} of them: [someone], [someone] and [someone], {a goat
  that nobody knew|two geese} and, {last of all|puffing behind}, [f], {who did not know what it
  was all about|still holding [item]}.
- {Twice|Three times} [h] {had it|nearly had it}, and {twice|each time} it {slipped away|hopped
  on}: once [s.spot], and once {behind a cart|over a fence}. {If only it did not reach the
  water!|Would it never stop?}
= stop
- {Plop|Bump}! {In the end|At last} it {landed|stopped} {in the soup|right at the feet} of [k],
  {who was having lunch|who had been [doing]}. "{Is this for me?|How kind of you to bring it!}"
  asked [k]. {[h] was the first to laugh|They laughed until [h] had to sit down}, and {because
  they were all there|since nobody was in a hurry}, they {stayed for|shared} [food] and [food].
- [P2.at], {it caught on|it got stuck in} a {gate|thorn bush|fence}, {and everybody fell over
  [h]|and they all tumbled on top of [h]}. "{What a hunt|That was fun}!" {panted|gasped} [k], {who
  was at the bottom|with a leaf behind one ear}. "{Shall we do it again|Same again next week}?"

@ heavy
: meet thing / pull pull2? / together close moral?
= thing
- In the {barn|shed} [p2.at] {lay|there was} a {turnip|pumpkin|beetroot} so big that {a mouse
  could have lived in it|it cast a shadow at noon}, and [h] {wanted to take it home|had promised
  it to [f]}.
- {A tree trunk|A huge rock|An old cart} lay across the path to [p2], and {nobody could get past|
  [someone] was waiting on the other side with [item]}. "{That must go|I will move it}," said [h].
- [k] was {moving house, and the great wardrobe|giving away a piano, and now it} {stood in the
  road|was stuck on the stairs}. "{I can do it|Let me try}," said [h].
= pull
- {[He] pulled and puffed|[He] pushed and groaned}, [he] {tried it from the left|leaned against
  it}, {from the right|with [his] back} {and from below|and with a stick}. {It did not move a
  finger's breadth|It sat there like a king}.
- "{I do not need help|I can do this alone}," [he] told [someone], who had stopped [doing]. {A
  quarter of an hour later|After a while|An hour later} [he] was {red in the face|quite out of
  breath}, {and it stood just where it had stood|and nothing had changed}.
= pull2
- {Then [f] came|[F] came by} and {pulled|pushed} as well. {It wobbled|It creaked}, {but that was
  all|and stood still again}. {And [someone] came|They called [someone]}, and {it moved by an
  inch|the rope broke}.
= together
- "{All at the same time|Not one after the other}," said [k], "{on the word three|when I clap}!"
  {[f] took hold of [h], [someone] took hold of [f]|[h] and [f] held the rope, [someone] pushed},
  and [someone] {hung on behind|counted}. {One, two, three|Heave and ho}! {It tipped|It slid}, {it
  rolled|it jumped}, and {they all landed on their backs|off it went}, {laughing|cheering}.
- [f] {brought rollers|had an idea}: "{Round sticks|We put logs} under it, and then {it rolls by
  itself|we only have to steer}!" [someone] {held on the left|pulled}, [someone] {held on the
  right|pushed}, [h] {sang the time|called out, "Now!"}, and {at the third try|bit by bit} it
  {glided along|moved} {like a boat|as if it weighed nothing}.
= moral
- {What is too heavy for one|A load for one} is {light for many|a game for five}.
- {Together|With friends} {even the smallest counts|we can move more than we think}.

@ bedtime
: meet2 awake / try1 try2? / sleep
= meet2
- {It was late|Night had come} [at], and [sky]. {Everyone slept|All were asleep}, except for [h],
  [desc], who {lay wide awake|turned from side to side}.
- "{I cannot sleep|I am not tired at all}," said [h], [desc] from [pl], although [sky] {and it was
  long past bedtime|long ago}.
- {One night|On a quiet night}, when {the stars were out|the moon was round|the wind had gone to
  bed|the lanterns were low}, [desc] {called|named} [h] {sat up in bed|looked at the ceiling} and
  {could not sleep|sighed}.
= awake
- {[He] had been|All day [he] had been} [hobby], and now [his] thoughts {hopped about like frogs|
  went round and round}: [item], [food], what [f] had said, [item] again.
- {The pillow was too hot|The blanket was too short}, then {too cold|too scratchy}. {A board
  creaked|The clock was far too loud}. {And had [he] put away [item]|And where was [item]}?
- {Tomorrow [he] was to visit [p2]|The next day was a feast day}, {and who can sleep before
  that?|and [his] heart beat much too fast.}
= try1
- [He] counted {sheep|clouds|buttons}, but {the ninth one|number seven} {stopped to eat [food]|
  looked like [someone]}, and {[he] had to laugh|[he] lost count}. So [he] {got up and went|
  tiptoed} to the {window|door}. Outside [h.sight].
- [He] {knocked at the door of|went across to} [f], who was {still up|half asleep}. "{Come in!|
  You, too?}" said [f]. "{I will tell you something boring|Shall I tell you about my day}: {first
  I washed [item]|I dusted [item]}, {then I washed [item]|and after that [item]}, {and so on|and
  then, and then}."
- [He] {tried lying on [his] back|lay on [his] left side}, {on [his] right side|on [his] tummy}
  and {upside down|with [his] feet on the pillow}. {Nothing helped|It was no good}.
= try2
- {Outside|Far away} {someone else was awake, too|a light was still burning}: [someone], who was
  [doing] {in the moonlight|by candlelight}. They {waved|nodded} to each other.
- {Then the wind began to hum|The rain began}, {low and soft|quite gently}, {as if it had a song
  for [pl]|drip, drop, drip}. [h] {hummed along|listened}.
= sleep
- {"Think of all the good things of today,"|"Start at the toes,"} [f] {had once said|always said}.
  {So [he] did|[H] did so}: [food], {the smell of [item]|a joke of [someone]}, {the sun on the
  wall|the way home}, [his] [treasure]. {And somewhere between the third and the fourth|Before
  [he] came to the end} [he] {was fast asleep|fell asleep}, {and nobody heard [him] snore|with a
  smile}.
- {And then, without noticing|In the middle of a yawn}, [h] {was asleep|slept}. [He] dreamed {that
  [he] rode on a cloud to [p2]|of a boat made of [food]|of a hill of [food]}, and [f] was there,
  too. {Good night, [h]|Sleep well, little world|Hush now}.
- {[F] laid a blanket over [him]|Someone drew the curtain}, {the lamp went out|the last light went
  out}, and [h] {slept like [still]|was far away}. {And that is the end of the day|Good night}!

@ fib
: meet fib / grow caught truth close moral?
= fib
- {Because [he] wanted to be admired|To make [someone] stare}, [h] said, "{Last night I saw a
  dragon [p2.at]|I can lift a cow with one [hand]|I once ate forty pies|A whale said good morning
  to me}!" {It was not true|There was not one true word in it}.
- "Who has finished the [food]?" asked [f]. "{A stranger with a red beard|The wind|A very big
  bird},"  said [h] {quickly|at once}, {with jam on [his] chin|and hid the spoon}.
- "{I have finished|I did} all my work," said [h], {although [he] had only looked at it|who had
  spent the day [hobby]}, {and went red behind the ears|and looked away}.
= grow
- {The fib grew|One fib needs another}. {By noon|Soon} [someone] had told it to [someone], and
  [someone] {wanted to know more|came with [item]}, so [h] had to {think of more|make up} {names|
  places|a storm} {and got all mixed up|and a purple horse}.
- {At first it was fun|At first nobody noticed}. {But when|But as soon as} [someone] and [someone]
  {came with lanterns to see for themselves|asked question after question}, [his] tummy began to
  feel {strange|cold}.
= caught
- {"Was it before or after lunch?" asked [f]|"On Tuesday you said something else," said [f]}
  [quietly]. [H] {opened [his] mouth and shut it again|counted [his] toes}. {It was very quiet|A
  fly buzzed}.
- {That night|In the evening} [he] could not {eat [food]|sleep}. {A fib has prickles|It lay in
  [his] bed like crumbs}, and {whichever way [he] turned|all night long}, it {pricked|scratched}.
= truth
- "{It was not true|I made it up}," said [h] {at last|in a small voice}. "{I wanted you to think
  that I was great|I was afraid that you would be cross}. I am sorry." "{Thank you for telling
  me|I thought so}," said [f]. "{I like you just as you are|You do not have to be perfect to be my
  friend}."
- {The next morning|After breakfast} [he] went from door to door, {to [someone] and to [someone]|
  all the way to [p2]}, and {said it was a fib|told the truth}. {It was a long walk|Some laughed
  and some shook their heads}, but {with each door|every time} [he] felt {lighter|an inch taller}.
  "{That took courage|Well done}," said [f].
= moral
- {The truth is easy to remember; a fib needs a new one every hour|A fib has short legs; the truth
  walks farther}.
- {Who tells the truth sleeps well|A good story may be made up, but you must say so}.
"""
