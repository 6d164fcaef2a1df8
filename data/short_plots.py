"""Plots of the stories, third part: short ones, about fears, new friends, patience and bedtime."""

TABLE = """
@ afraid
: meet worry scare? / comfort face after moral?
~ calm: said; called; laughed; whispered; began; murmured
= worry
- There was {one thing|only one thing in the world|just one thing|a single thing} that [he] {could
  not bear|was afraid of|feared|never got used to}, {and that was|and it was|and its name was|and
  everyone knew it:} [fear].
- {Brave as [he] was in other things|Though [he] would never have said so|Most days [he] was bold
  enough, but|For all [his] love of [likes]}, [he] was {frightened of|terrified by|scared of|afraid
  of} [fear].
- {Nobody but [f] knew|Hardly anyone knew|It was a secret|Only [f] and [someone] knew} that [he] was
  {afraid|frightened|scared|terrified} of [fear].
- {If there was one word that made [him] shiver, it was|[His] knees shook at the thought of|[He]
  would rather give away [item] than think of|Nothing could be worse, [he] thought, than} [fear]{|,
  brave or not|, and that was that|, and [f] knew it|, ever since [he] was small}.
- {When it came to|As for|Where it was a matter of|At the mere word of} [fear], {[he] was no hero at
  all|not even [food] could help|[his] courage was gone|[he] turned to jelly}.
- "{Anything but|I will do all you ask, only not|Please, no more talk of|I can stand much, but not}
  [fear]!" [he] {would say|used to say|would beg|would whisper}{| with a shiver|, [worried]| and
  turn pale| and hide [his] face}.
= after
- {From then on|After that day|Since that day|From that hour} [h] {was still a little afraid|felt a
  small shiver now and then|shook a little sometimes|was not quite without fear}, {but only a
  little|but a shiver is not a storm|but it soon passed|but [he] knew what to do}, and {afterwards|
  that evening|at supper|later} {they had|[f] brought|[someone] made|they shared} [food] {for the
  brave|for two|for everyone|and [food]}.
- "{I did it!|Did you see me?|Was that really me?|I was brave!}" {cried|laughed|called|sang} [h]. "{
  I saw it|You did|It was you|Of course}," said [f], "{and your knees shook, and you did it all the
  same|all by yourself|and I am so proud|and I did not even help}." {They celebrated with|Then they
  ate|They had|After that came} [food], and [sky].
- [h] {told|wrote to|ran to tell|could not wait to tell} [someone] {about it|all about it|the whole
  story|everything}, {first softly, then louder|with a proud smile|over [food]|twice}. "I was
  [worried]," [he] said, "{and then I was not|but I went on|and now I am [glad]|but not for long}."
  {And|Outside|By then|Meanwhile} [sky].
- {As a prize|For so much courage|For being brave|In memory of that day}, [f] gave [h] [item] {tied
  with a [colour] ribbon|wrapped in [colour] paper|in a [colour] box|and a big hug}, {and|while}
  [sky]. {How [glad] [he] was|[He] felt as tall as a tree|Nobody was more [glad]|It was a good day}!
= moral
- {{To be brave|Courage} {is not to have no fear|does not mean to have no fear|is not the end of
  fear}; it is to {hold a friend's hand|take one more step|try it all the same} {and go on|with a
  friend|in spite of it}|Even the brave are afraid; they only take one more step|Nobody is brave all
  alone|Courage is a shaking knee that walks on}.
- {A fear|A fright|A shiver|A worry}, {when|once|if} it is {shared|told to a friend|met by two}, is
  {only half as big|much smaller|easier to carry|soon over}.
- {What we know|What we look at closely|A thing with a name|A thing we have touched} frightens us {
  less than|far less than|not half as much as} {what we only guess|what hides in a corner|what we
  have never met|a thing we run from}.
@@ dark fear=(the dark/long shadows)
= scare
- {When the lamp went out|As soon as the light was gone|That night, without a lamp|When evening
  came}, {the coat on the door|the chair|the old broom|the curtain} {became|turned into|grew into|
  looked like} a {bear|giant|wolf|dragon}, and {something|somebody|a thing with claws|a cold nose} {
  rustled|creaked|growled|scratched} {under the bed|behind the curtain|in the corner|close by}.
- {Each night|Once the sun was down|After supper|Late in the evening} [he] {pulled the blanket over
  [his] nose|lay as still as [still]|did not dare to move|held on to [item]}, for the {shadows|dark
  corners|black walls} {stretched|crept nearer|had eyes|whispered}, and {a floor board creaked|the
  stairs groaned|something went tap, tap|the door moved}.
= comfort
- "{Give me your [hand]|Let us look together|Come with me|Show me where}," [calm] [f], and lit {a
  candle end|a small lantern|the lamp|two matches}. The {giant|monster|terrible thing|black shape}
  was {a coat|a broom with a hat on|a chair|only [item] on a shelf}; {the rustling|the scratching|
  the noise|what had moved} was {a moth|only [f]'s own tummy|the wind|a sleepy beetle}.
- {[F] came with [item] and [food]|At once [f] was there|[F] sat down beside [him]|So [f] took [his]
  [hand]}. "{Shadows are only shy|The dark is just a blanket|Dark is what the stars need|Look
  closely}," [f.he] {said|told [him]|whispered|explained}. "{That one is|What you see is|There is
  nothing but} {a coat|an old hat|a chair|a boot}, {and the noise is|and what you hear is|and that
  creaking is} {the wind|the stairs|a mouse|my tummy}."
= face
- {Then|After that|At last|The night after} [h] {blew out the light [himself]|put out the lamp|
  turned down the lantern|shut [his] eyes, then opened them}, and they {named|counted|listened to|
  guessed} the sounds: {a clock|the wind|a gate|a cricket}, {an owl|a mouse|a frog|a cat}, {a drip|a
  sleepy hen|a creaking branch|somebody snoring}. {The dark was full of neighbours|It was not so
  black after all|Nothing bit|One by one they all had names}, for {at the window|above the roof|over
  the trees|between the clouds} {hung|shone|stood|waited} {a thousand stars|the moon|one bright
  star|half a moon}.
- "{Now without the light|Shall we try it in the dark|Put it out|Let me do it}," {said|whispered|
  asked|begged} [h], and {held tight to [item]|took a deep breath|counted to three|pressed [f]'s
  [f.hand]}. {It was dark|The lamp was out|Everything went black}, but {nothing came|only a clock
  ticked|only the wind sighed|the bed was as soft as before}, and {with a [colour] blanket round
  them|after a while|side by side} they {watched the stars|saw the moon come up|looked for shapes in
  the sky|told each other jokes}.
@@ thunder fear=thunder
= scare
- {Boom|Bang|Crash|Crack}, {it went|said the sky|it came over the hills|went the clouds}, and [h] {
  dived|crept|crawled|slipped} under {the bed|the table|a blanket|a heap of cushions} with {a pillow
  over [his] ears|two blankets|[item]|[his] eyes shut}.
- {The sky grew dark|Black clouds came up|The wind dropped|A storm was near}, {and|and soon|and all
  at once} {there was a flash|the first rumble came|the windows shook|it boomed}. [h] {dropped
  [item]|squeaked|turned pale|forgot the [food]} and {hid behind a cupboard|was under the bed in a
  second|put a pot on [his] head|covered [his] ears}.
= comfort
- [f] {crawled|came|crept|squeezed} in beside [him] {with a torch|with [item]|with a bowl of [food]|
  in [colour] slippers}. "{The clouds are only moving their furniture|Let us count how far away it
  is|It is only the sky, beating a drum|Thunder is just loud air}," [f.he] said. "{When it flashes,
  we count|Now count with me|After each flash|Listen}: {one, two, three, four|one, two, three|one
  and two and three}!"
- "{Move over|Make room for two|Let me in|I brought [food]}," [calm] [f], who had {run through the
  rain|come with [item]|heard [him] squeak|a wet nose}. "{We will count|Count with me|I will show
  you a trick}, {from the flash to the bang|between light and noise|as soon as it flashes}. {The
  longer it takes|The more numbers|The higher we count|The slower it comes}, {the farther off it is|
  the better}."
= face
- {Flash|There|A flash|Look}! They {counted|got|came} to {three|four|five|six}. {Flash|Again|Once
  more|Another}! Now it was {seven|eight|nine}, {then|soon|and after that} {eleven|twelve|ten|
  thirteen}. "{It is going away|Now it rolls off|It is leaving|It gets smaller} {to frighten the
  fish|towards the sea|over the hills|to bother somebody else}," {said|cried|counted|whispered} [h],
  and {put out [his] head|came out|crept to the window|even ate some [food]}. {The rain tapped a
  tune|The last rumble sounded like a sleepy cow|Only drops were left|A [colour] rainbow stood
  [at]}.
- {So they counted|They counted together|[h] counted, too}, {first softly|in a small voice|with shut
  eyes}, {then louder|then aloud|then boldly}: {three|four|five}, {seven|eight|nine}, {fifteen|
  twenty|twelve}! {After each bang|Every time|At the next boom} [h] {shook less|moved nearer to the
  window|drummed back on a pot|held [item] less tight}. {In the end|At last|When it was over} [he] {
  was almost sorry|clapped|called, "Good night, thunder!"|asked for more}.
@@ water fear=deep water
= scare
- {The others|All [his] friends|[someone] and [someone]|The children} {splashed and laughed|were in
  the water|swam like fish|jumped in}, but [h] {stood|sat|stayed|waited} {on the bank|on the shore|
  by a tree|in the shade} and {said that it was too cold|pretended to look for [item]|held on to
  [item]|ate [food] all alone}.
- {As soon as|Whenever|Each time} the water {reached [his] toes|came near|made a wave|looked green
  and deep}, [h] {ran back to|jumped back to|hurried up to} {the bank|dry land|the grass} and {said
  that [he] had to find [item]|spoke of [food]|had a tummy ache|shivered}.
= comfort
- "{We will go in as far as the toes|Only the toes|Just the toes today|We begin with one toe},"
  [calm] [f], "and {you say when to stop|not one step more|I hold your [hand]|then we have [food]}."
  {The water was cool|It tickled|It was nice and warm|Small waves came}. "{Stop|Now|Enough|No
  farther}!" {said|cried|called|begged} [h], and [f] {stopped at once|did not laugh|stood still|only
  nodded}.
- [F] {knew a place|found a corner|chose a spot} where the water was {{no deeper|not much deeper}
  than {a soup bowl|a plate|a bath|a puddle}|quite shallow|clear and still}. {There they sat|They
  stood there|They waded there} {side by side|with [item]|for [long]}, {looking for|counting|talking
  of} {pebbles|small fish|boats|shells}. "{Shall we|One more step|A bit farther}?" asked [f]. "{
  Tomorrow|Maybe|One step}," said [h].
= face
- {The next day|On Tuesday|The day after|Next time} they {went in|waded|walked|dared to go} up to
  the {knees|ankles|shins}, {and on the day after|on Friday|a day later|and then, bit by bit,} up to
  the {tummy|waist|middle}. {At the end of the week|On Sunday|A week later|One warm day} [h] {lay on
  [his] back|floated|lay on the water|let go of the bottom}, {with [f] holding [him]|one [hand] on
  the jetty|with [f] close by|on a plank}, and {looked up at the clouds|kicked until it foamed|
  laughed aloud|sang a song about [food]}.
- {Day by day|Little by little|Step by step|Each morning} {the water came higher|[h] went deeper|
  they went farther}: {to the ankles|over the toes}, {to the knees|past the knees}, {to the tummy|
  round the waist}. {And then|At last|One day} [h] {took three strokes|swam a little|let go of [f]|
  paddled}, {puffing|splashing|snorting} like {a kettle|an old steamer|a whale|a wet dog}. "{I am
  swimming|Look at me|It holds me}!" [he] {cried|called|spluttered|shouted}.
@@ high fear=high places
= scare
- {Even a chair|Even the third step|A low wall|Any ladder} {made|could make} [his] {head spin|legs
  wobble|knees shake|tummy turn over}, and [he] {had to|wanted to|could only} {look|climb|come|get}
  down {again|at once|in a hurry|on all fours}.
- {When [someone] climbed the tower|While others sat in the trees|On the way up the hill}, [h] {
  stayed below|held on to the grass|sat on the lowest step} with {[item]|[his] eyes shut|[food]} and
  {guarded the bags|shook [his] head|said that [he] was [worried]|waited for [long]}.
= comfort
- "{Do not look down, look at me|One step, and then a rest|We go slowly|Take my [f.hand]}," [calm]
  [f], {who went first|walking behind|with [item] in one [f.hand]|close beside [him]}. "{What do you
  see|What can you see|What is there|What do you find} {at each step|on every step|now|right here}?"
  "A {button|snail|nail|feather}," said [h]. "A {spider's web|blue tile|beetle|bit of string}."
- [F] {drew|chalked|painted} {a [colour] dot|a star|a number|an arrow} on {each step|every stair|
  each rung} of {the tower|a ladder|the steep path}. "{From one to the next|Only one at a time|Never
  mind the rest|You only need the next one}," [f.he] {said|told [him]|called|explained}. {So [h]
  looked|[h] gulped and looked|[h] nodded and looked} {only at|at nothing but} {the marks|[his]
  feet|the next one}.
= face
- {So it went on|Step by step they climbed|Up and up they went|On they went}, until {there were no
  more steps|[h] bumped against the sky|the wind blew round their ears|they stood on top}. {Slowly|
  Then|At last|Carefully} [he] {opened one eye|turned round|raised [his] head|let go with one
  [hand]}. {There lay|Below lay|And there was} the whole valley, {with roofs like red buttons|with
  [p2] on one side and [p3] on the other|from [p2] to [p3]|as small as a toy}. "{It is beautiful|Oh|
  How far one can see|Hello, world}!" [he] {whispered|said|sighed|cried}.
- {Five steps|Ten steps|Twenty steps}, {a rest|[food]|a deep breath}, {and on|then more|and another
  ten}! {At the top|High up|Right under the clouds} [f] {said|whispered|called}, "{Now|Now you may
  look|Open your eyes}!" [h] {held on to [item]|blinked|took [f]'s [f.hand]} and {looked|peeped out|
  leaned forward a little}: {there was [p2]|[p2] lay over there|far off lay [p2]}, {and [p3] behind
  it|and [someone], as small as a pea|and [his] own chimney}. {[His] legs wobbled|It was high|[He]
  shivered}, {but|and yet} {it was lovely|[he] stayed|[he] laughed}.
@@ lost fear=getting lost
= scare
- {In the fog|In the crowd|Behind [p2]|On the way from [p2]} {every path|every corner|each tree|
  every hedge} {looked the same|was strange|seemed new|looked like the last}, and {nobody answered|
  there was no friend to be seen|[f] was gone|only a crow called}. {Left or right|Which way was
  home|Up or down|Had [he] been here before}?
- {One moment|A minute ago|Just now} [f] {was there|was right beside [him]|held [his] [hand]}, {the
  next|and then|and now} [h] stood {all alone|by [himself]|with [item]} {among|between} {strange
  hedges|high walls|tall reeds|grey trees}. "{Hello|Where are you|Is anybody there}?" [he] {called|
  asked|cried|whispered}.
= comfort
- {Then|At last|All at once|Luckily} [he] {remembered|thought of|recalled} what [f] {had told [him]|
  always said|had said once|had said over [food]}: "{If you are lost|When you cannot find the way|If
  you do not see me}, {stay where you are|stop, breathe and make a noise|sit down and sing|do not
  run}. {I will come and find you|I always find you|I will not be long|I know your voice}." So [h]
  sat down {on a stone|on a box|under a tree|on [his] bag} and {sang|whistled|banged two stones
  together|clapped}.
- "{Do not run about|Stay and sing|Wait for me, and be loud|One who waits is soon found}," {[f] had
  once told [him]|that was [f]'s rule|[f] used to say}. {So [h]|And so [h]} {stood as still as
  [still]|sat down on the ground|leaned on a post}, {ate|nibbled} [food], and {hummed|sang|whistled}
  {as loudly as [he] could|a song about [likes]|every song that [he] knew}.
= face
- [He] had {sung four songs|counted to two hundred|waited for [long]|whistled every tune} when {a
  lantern|a shape|a light|a [colour] hat} came {nearer|swinging along|through the grass|round a
  corner}. It was [f]! "{I heard you from far away|You did it right|What a fine noise|There you
  are}," said [f.he]. {On the way home|Going home|Walking back} they {tied ribbons to|put [colour]
  marks on|gave names to|counted} {the posts|the trees|all the gates} {and|and then} {learned|sang|
  said} {the road by heart|it aloud}: {the pump|a bridge|the mill}, {the crooked tree|the gate|two
  stones}, {the barking dog|a well|the baker's smell}.
- {After [long]|At the third song|Soon|When [he] was almost hoarse} {there were steps|somebody sang
  along|a whistle answered|something rustled}: [f] {with [item]|with a lantern|out of breath}! "{You
  waited|You stayed|That was clever|Well sung}," said [f.he], {and they hugged|and gave [him]
  [food]|and took [his] [hand]}. {The next day|Later|Before supper} they {drew a map|made a map|
  walked the way again}, with {a cross for [p2]|[p2] in [colour]|every {bend|gate|tree} {in
  [colour]|and stone|and puddle}|[p2] on the left}, {and [h] went first|and [h] never lost it|so
  that it could not happen again}.
@@ noise fear=loud noises
= scare
- {A drum band was coming|Somebody dropped a tray|A door banged|[someone] blew a horn}, and [h] {
  jumped into a barrel|ran and hid behind a door|shot under a table|dropped [item]} {with both ears
  covered|trembling|like a mouse|and would not come out}.
- {Every time|Whenever|As soon as} {a pot fell|a bell rang|somebody sneezed|a door banged}, [h] {
  jumped as high as a chair|squeaked|covered [his] ears|crept under a blanket} and {stayed there for
  [long]|shook all over|lost [his] [food]|forgot [hobby]}.
= comfort
- "{What if you make the noise yourself|Would it be smaller from the inside|Would you like to try it
  yourself|And if you are the drummer}?" {asked|said|wondered|whispered} [f], and {brought|gave
  [him]|found|held out} {two pot lids|a big pan and a spoon|a drum|a bucket and a stick}. [h] {
  tapped|touched|struck|tried} it {once|with one toe|like this|with care}, {very softly|with eyes
  shut|hardly breathing|as lightly as a fly}: {ting|ping|tip|tock}.
- [F] {had a plan|had thought about it for [long]|came with a bag|knew a trick}. {Out came|There
  were|In it were} {two spoons|a whistle|a tin|a bell} and {a pot|a lid|a wooden box|a bucket}. "{
  You are the band|You play|Now it is your turn|You say how loud}," [f.he] {said|laughed|told
  [him]}. [h] {held [his] breath|bit [his] lip|shut both eyes} and {gave it a tap|began, very
  softly|made a small noise}.
= face
- {Then louder|A little louder|Now a bit more|Once more}: {clang|bong|bing|clank}! And {louder
  still|once more|even louder|again}: {bang|crash|boom|clatter}! [h] {began to giggle|had to laugh|
  opened [his] eyes|grinned}, {marched round the house|stamped in time|danced about|drummed all the
  way to [p2]}, and {when the real band came|the next time that a door banged|when [someone] dropped
  a tray|at the next big noise}, [he] {bowed|only laughed|only blinked|clapped}.
- {It was not so bad|It did not hurt|That was almost nice|It even tickled}. {Soon|Before long|After
  [long]} {bang|bong|boom} and {clang|crash|ting} {rang through|filled|shook} {the house|the yard|
  the street}, and [someone] {joined in with [item]|came to listen|held both ears}. {Since then|Now|
  These days} [h] {likes|loves|does not mind} {a good drum|a bit of noise|a brass band}, {above all
  [his] own|if [he] may play, too|as long as [f] is near}.
@@ spider fear=spiders
= scare
- {There one sat|And there one hung|Suddenly there was one|One morning one was there}, {over the
  bed|in the tub|on the lamp|behind the door}, {with all its eight legs|as big as a thumb|black and
  hairy|busy with a thread}. [h] {squeaked|screamed|turned pale|dropped [item]} and {climbed on a
  chair|was out of the house in a second|stood as still as [still]|jumped onto the table}.
- {When [he] reached for [item]|As [he] sat down to [food]|While [he] was [hobby]}, {something
  tickled [his] ear|something with eight legs ran by|a thread swung down|a web was in the way}. {
  Quick as lightning|With a scream|In one leap|Without a word} [h] {ran into the yard|was on the
  table|hid behind a cushion|shut the door from outside}.
= comfort
- "{She is more afraid of you|Look at her from here|She will not hurt you|Such thin legs she has},"
  [calm] [f]. "She {is mending her net|has been working all night|is making her bed|spins a new
  house}, {thread by thread|and you have shaken it|all by herself|as fine as hair}. {Shall we give
  her a name|Would you like to know her name|Do you know her name|What shall we call her}? {Agatha|
  Mrs. Longleg|Henrietta|Aunt Thread}, {I think|of course|perhaps|what else}."
- [F] {laughed a little|did not laugh|came with [item]|sat down on the floor}. "{Good day|How do you
  do|Well, hello|A fine net}, {Agatha|Mrs. Longleg|Henrietta|Aunt Thread}," [f.he] {said|called|
  greeted}. "{You know her|She has a name|Is that what she is called}?" {asked|whispered|said} [h].
  "{Since yesterday|Every guest has one|She catches the flies for us|She lives here, too}," said
  [f].
= face
- {With a name it was different|It is hard to scream at someone with a name|That changed a lot|[h]
  had to think about it}. [h] {came a little nearer|moved up|put one foot forward|leaned over}, {
  then a little more|very slowly|then a bit more|holding [item]}. {In the web hung drops like
  pearls|How fine the threads were|The net shone like silver|She even seemed to wave}! {In the end|
  At last|Later|Before bed} [he] {opened the window for her|wished her good night|gave her a corner|
  drew a picture of her} {with a polite bow|from a safe distance|[quietly]|and felt [glad]}.
- {From behind|From under|Over the edge of} {a cushion|a blanket|a chair|a [colour] book} [h] {
  watched|looked at} her for [long]. {Up she went|She climbed}, {down she came|swung|sewed}, {round
  and round|as busy as a tailor|without a rest}. "{She works hard|It is like knitting|She is not so
  bad|I could not do that}," [he] {said|whispered|admitted}. {The next day|That night|Later} [he] {
  said good night to her|left the web alone|told [someone] about her|swept round her corner}.
@@ light fear=bright lights
= scare
- {The lamps of the fair|The summer sun|The lanterns on the square|All those candles} {hurt|stung|
  dazzled|tired} [his] eyes so much that [he] {turned back|stayed at home|hid in a shed|shut the
  curtains} while {the others danced|everyone was outside|[someone] had fun|all [his] friends ate
  [food]}.
- {While it was light|As long as the lamps burned|Whenever the sun shone}, [he] {kept to the
  shadows|sat behind the curtain|held [item] before [his] eyes}, and {missed|never saw|only heard
  of} {the fair|the dancing|the [food]|the games}{|, year after year| at the feast| on the square}.
= comfort
- [f] thought {about it|hard|for [long]|all night} and {came back with|made|sewed|brought} {a hat
  with a very wide brim|spectacles of dark green glass|a small paper parasol|a veil of [colour]
  cloth}. "{Try this|Only for a minute|Put it on|This will help}," [f.he] said{| [quietly]| and
  smiled| and held it out|, [glad]}.
- "{If it is too bright for you|When the light is too strong}, {we will make it softer|then we need
  some shade|I know what to do}," [calm] [f]. {In no time|After [long]|The same day} [f.he] {had
  made|came with|had sewn} {a wide hat|a parasol|a cap with a peak|a little roof to carry} {out of|
  from} {[colour] paper|straw and ribbon|a scrap of cloth|an old umbrella}.
= face
- {Everything turned soft and green|The light became as gentle as moonlight|Now it did not hurt|It
  was like sitting under a tree}. [h] saw {the merry-go-round|the flowers|[someone] with [item]|a
  stall with [food]}, {colours that [he] did not know|the ribbons and the flags|the children and the
  [colour] balloons|[someone], [doing]}, and {stayed until the end|danced three dances|would not go
  home|had [food]}. "{So that is the day|How big the world is|What I have missed|So many colours}!"
  [he] {said|cried|laughed|sighed}.
- {First|At first|To begin with} [h] looked {at [his] feet|at the ground|at [item]|only down}, {
  then|and then|after a moment} {at [f]|higher|all round|straight ahead}. {There was [someone],
  [doing]|[someone] waved with [item]|Over there [someone] sold [food]}! {It shone|It sparkled|It
  glowed}, {but|and still} {it did not sting|it felt good|[he] stayed}. {All afternoon|For [long]|
  Till supper} [he] {walked about|danced|went from stall to stall} and {named|counted} {the colours|
  the flags|every flower}.
@@ laugh fear=being laughed at
= scare
- [He] {would rather|preferred to|always wanted to|tried to} {say nothing|sit in the last row|stay
  at home|hide behind [item]} {than|and not} {make a mistake|let anyone smile at [him]|say a word|
  show what [he] could do}, {and so|so that|and that is why} [he] never {sang|danced|told a joke|
  played a part} {with the others|at the feast|in front of [someone]|on the square}.
- {Once|One day|At the last feast} [he] had {dropped [item]|said a wrong word|sat in the [food]|sung
  too high}, and [someone] had {smiled|giggled|laughed}. {Since then|Now|After that} [he] {stood at
  the back|kept quiet|hardly spoke|went red at every look} and {did not sing|would not dance|hid in
  corners|left early}.
= comfort
- "{Watch me|Look here|Let me show you|I will go first}," [calm] [f], {put a pot on [f.his] head|
  stood up on a table|turned [f.his] coat inside out|took [item]} and {danced like a {crab|goose|
  chair|wet cat}|sang a song all wrong|walked backwards|bowed to a bucket}. {Everyone laughed|The
  whole room roared|[someone] giggled|They all laughed}, and [f] {laughed the loudest|bowed|laughed,
  too|did it again}. "{It only tickles|You see? Nobody bites|It does not hurt|It is nice, isn't
  it}."
- "{What is so bad about it|Does it hurt|Shall I tell you something}?" asked [f]. "{Last week|Once|
  At the feast|Yesterday} I {fell into the soup|wore two hats|said good day to a post|sang to the
  wrong goat}, {and everybody|and [someone]} {laughed|laughed for [long]|laughed and laughed}. {I
  laughed with them|It was fun|We have been friends since|Nobody was cross}." {And|Then} [f.he] {did
  it again|showed it|sang it}, {so that|until} [h] {giggled|had to smile|grinned}.
= face
- {Then [h] got up as well|So [h] took a deep breath|Now [h] stepped out|At last [h] dared, too}.
  [He] {stepped on [his] own toes|forgot the second line|began too high|lost a shoe} and {fell into
  the punch bowl|began again|sat down on [item]|bumped into [someone]}. {They laughed|There was a
  laugh|[someone] laughed|The others giggled}, {but it was a warm one|and someone clapped|but nobody
  was unkind|and [f] winked}, and {soon|then|in no time|before long} {the whole room was dancing|
  [he] laughed, too|they wanted more|everyone sang along}.
- {With [item] on [his] head|With red ears|On shaking legs|Close to [f]}, [h] {walked out|climbed on
  a box|went to the middle|stood up} and {sang|told a joke|danced a little}. {It went wrong|Half of
  it was wrong|The end was missing|[He] got mixed up}, {and there was laughter|and they laughed|and
  [someone] laughed}. {It sounded|It was|It felt} {friendly|warm|like bells|like sunshine}, so [he]
  {bowed|laughed along|did it once more|told another}, and {[someone] clapped|all clapped|they
  called for more}.

@ lonely
: meet alone / newcomer reach close moral?
= alone
- {Nobody had knocked for days|It was so quiet|The house was too big|There was no voice to be
  heard}, {and|for|since} [f] {was away on a journey|had gone to see a cousin|was visiting
  [someone]|had to help [someone] for a week}. [h] {set the table for two|talked to the teapot|sang
  to [item]|told a joke to the wall} {by mistake|to hear a voice|and sighed|and felt [sad]}.
- [F] was {away|ill in bed|at [someone]'s|busy all week}, and {without [f.him]|with nobody to talk
  to|all alone|for one by [himself]} {the day was as long as a week|even [hobby] was dull|[food]
  tasted of nothing|there was nothing to laugh about}.
- {Everybody else seemed to have somebody|All the others went by in pairs|Outside there were friends
  everywhere|Wherever [he] looked, there were two}: [someone] was [doing] with [someone], {and who
  was there for [h]?|and [h] had only [item].|but nobody called for [h].|and [h] ate [his] [food]
  alone.}
- {"If only somebody came by,"|"I wish that I had company,"|"It is no fun alone,"|"How quiet it
  is,"} [h] {said to|told|complained to} {[item]|the teapot|the wall|[his] [treasure]}. {It gave no
  answer|Nobody answered|Only the clock ticked}, {for [f] was away|since [f] was ill in bed|and [f]
  was not there}.
= newcomer
- Then [he] {saw|noticed|came upon|found} [k], {alone as well,|who sat all alone|who was lonely,
  too,|who had nobody either,} {on a bench|on the steps|beside [p2]|under a tree}, {drawing in the
  dust|[doing]|holding [item]|looking at [k.his] feet}, {humming sadly|and sighing|close to tears|
  and very [sad]}.
- {Someone new had come|A stranger had come|A new face had come|Somebody had moved} to [pl], {people
  said|said [someone]|[he] heard|so it was told}. It was [k], who {did not know the way|stood by the
  fountain|knew nobody|came from far off} and {held [item] tight|looked at the ground|did not dare
  to say a word|ate [food] alone}.
- {In the afternoon|Towards evening|Before supper|At noon} {there was|came|[he] heard} a {sniff|
  sigh|sob|small voice} {behind|from behind|beyond} {the wall|a hedge|a shed|the old gate}. {
  Somebody else|Somebody|Another one|One more} was {sad|lonely|all alone}, too! It was [k], who had
  {lost {a game|a race|[item]}|been left out of {a game|the games|the fun}|nobody to play with|
  nobody to share [food] with}.
= reach
- {What do you say to somebody|What could [he] say to somebody|How do you begin with somebody} {
  quite unknown|who is sad|never met before|who will not look up}? [h] {scratched [his] ear|went
  red|counted to ten|turned [item] in [his] [hands]}. "[Hello]. {I have|Here I have|I just found|My
  bag is full, there are} {two [colour] marbles|plenty of [food]|[food] and [food]|nuts for two},"
  [he] said {at last|quickly|[quietly]|in one breath}. "{Would you like some|Shall we share|Do you
  want half|May I give you some}?" [k] {smiled|moved over|nodded|looked up}. "{I was hoping that
  somebody would ask|Yes, please|Gladly|Nobody has asked me that}."
- {[H] took one step, then another|It took courage, but [h] went over|[H] swallowed and came nearer|
  For [long] [h] stood there, then went up}. "{May I sit here|Is this place free|Is there room for
  two|Do you mind if I sit down}?" [He] {showed [k] how to|taught [k] to|tried with [k] to|asked [k]
  how to} {whistle with a grass blade|fold a paper boat|skip stones|build a tower}, and [k] {knew|
  told|had|thought of} a {riddle|joke|song|story} that {nobody [at] had ever heard|made [him]
  hiccup|was about [food]|had no end}.
- "{Do you like [k.likes]|What do you like best|What makes you happy|What do you do all day}?" asked
  [h] {shyly|all at once|[quietly]|with red ears}. "{More than anything, [k.likes]|I love [k.likes]|
  Best of all, [k.likes]|Oh, [k.likes]}!" {said|cried|called|laughed} [k]. "{And you|And what do you
  like|What about you|And you? What do you love}?" "[Likes]," said [h]. {One word led to the next|
  Soon they talked like old friends|They talked for [long]|They had so much to tell}, {and when [f]
  came back|and by the time [f] was home|and on [f]'s return}, {there were three of them|[h] had a
  new friend to show|a chair more stood at the table|[k] was one of them}.
- {Without a word|With a small bow|[Quietly]|Because talking is hard} [h] {laid|put|set} [item] {
  beside|in front of|down near} [k]. [K] {looked at it|turned it round|smiled a little}, and {laid|
  put|set} [item] {next to it|beside it|there as well}. {Then came|Next came|After that, it was}
  [food], {a [colour] button|a [colour] stone}, [item]. "{Is it a game|Are we playing a game|Is this
  how you play}?" asked [k]. "{It is now|Yes, it is|I hope so|Of course, and we can play it every
  day}," said [h].
= moral
- {One small hello|A friendly word|A smile|Half a bun} {can|may|will sometimes} {open a door|turn a
  stranger into a friend|end a lonely day|be the start of a lot}.
- {If you are lonely, look round|Somebody else is waiting, too|You are not the only one|When you
  feel [sad], open the door}: {there may be another who needs a friend|perhaps it takes only a
  hello|behind the next hedge there is someone|it often takes one word}.

= close
- {That evening|At supper time|Later}, while [sky], [h] and [k] {shared|ate|had|enjoyed} [food] and
  [food] and {forgot the time|told each other their whole lives|talked about [item]|laughed at every
  joke}.
- {From then on|After that day|Now|Ever after} {they met|the two met|they saw each other|the friends
  played} {every week|each Sunday|nearly every day|twice a week}, once [at] and once [k.at], {and
  later [f] came along, too|and they always had [food]|with [item] and [food]|and neither was
  [sad]}.
- "{Will you come again tomorrow|Shall we meet tomorrow|Do you like [food]|Are you here tomorrow}?"
  asked [k]. "{Yes|Gladly|With pleasure|Of course}{|, and I will bring [food]|, if you like|, at
  noon|, and so will [f]}," said [h], {and|while|as} [sky].
- When [h] lay in bed, {while|and|as} [sky], [he] {thought|said to [himself]|told [his] [treasure]|
  whispered}: {yesterday I had one friend, and now I have two|it is strange how quickly a day can
  change|tomorrow I will bring [food]|how good that I went over}.
- {Soon afterwards|A few days later|The next day|Before long} they {were seen|could be seen|sat|met}
  [p2.at], [h] with [item] and [k] with [item], {laughing so hard that the birds flew up|deep in
  talk|eating [food]|as happy as larks}.
- {And then,|Then,|In the end,|At supper,} {as a sign of friendship|to seal it|so as not to forget|
  just like that}, [k] gave [h] [item], and [h] {gave|handed|brought} [k] [item], {although neither
  of them needed it|and both were [glad]|and that was that|with [food] on top}.

@ seed spring summer
: meet plant wait? / wait2 help / grow close moral?
= plant
- [someone] {gave|handed|brought|sent} [him] {a|one} {tiny|small|round|hard} {seed|bulb|bean|nut} {
  no bigger than {a crumb|a pea|a thimble}|wrapped in {paper|a leaf|wool|a sock}|as {smooth|hard} as
  a {pebble|button|marble}|tied up with [colour] string}. "{Put it {into|in} the {ground|earth|
  soil}|Plant it {soon|deep|well|in the sun}|Give it {earth|a bed} and {water|sun}|Tuck it into the
  {earth|ground}}, {and|then} {wait|be patient|let it be|leave it alone}," {that was all|was the {
  advice|only advice}|[he] was told|were the {orders|only words}}. {[h] {dug a {hole|little hole}|
  filled {a pot|a bucket|an old boot}|made a {hollow|bed} {by the door|with a spoon}} and {covered
  it {up|well|with moss}|{patted|pressed|trod} down the {earth|soil}|gave it {a drink|some water}}|
  Into {a hole|the earth|a pot|a bucket} it went, {next to|not far from} {the door|the wall|a fence|
  a stone}}.
- [h] {wanted|longed|wished|had always wanted} to have {a|one} {flower|tree|bush|plant} {of [his]
  own|taller than [himself]|to {sit|sleep|read} under|to show to [someone]}. So [he] {swapped [item]
  for|found|begged [someone] for|bought} {a|one} {brown|wrinkled|fat|dry} {seed|pip|bulb|bean}, {
  planted|buried|hid|put} it {behind the house|in {an old|a leaky} {boot|pot|bucket|kettle}|by the {
  gate|pump|path}|under the window} and {sat down {beside it|to watch|to wait} {|with [item]|with
  [food]}|{said|whispered|told it}, "{Now grow|Up you come|Grow {quickly|well}, please}!" {and
  waited|in a low voice|with a nod}|went to {fetch|find} {water|[item]}|told {[f]|[someone]} all
  about it}.
- {"What is {this|that} for?" {asked|said} [h]|"{What|Who} can live in {that|there}?" {asked|said}
  [h]}, {for|because} {in|under|inside|beside} [item] {lay|was} {a|one} {tiny|dry|wrinkled|[colour]}
  {seed|bean|pip|bulb}. "{For planting|That is for the earth|Plant it and see|You will be
  surprised}," {answered|said} [someone], {who was|busy} [doing]. {So|At once|Before lunch} [he] {
  dug|scratched|made} a {hole|hollow|little bed} {with [item]|with a spoon|with both [hands]} and {
  dropped|put|laid} it {in|inside}, {near the {gate|wall|well}|close to the {wall|door}|where the
  sun was warm}.
= wait
- {{Nothing|Nothing at all|Not a thing} {happened|moved|could be seen} {on Monday|the first day|all
  morning}|The first day {nothing happened|passed|was a long one}}. {On Tuesday|The next day|A day
  later|Next morning}{|, too}, {nothing {happened|moved|came up}|there was {only|just|nothing but} {
  earth|mud|a worm|a beetle}}. "{How long {does it take|must I wait|will it be}|Is it {asleep|awake|
  hungry|ill}|Why does it not {come|hurry|grow}|Where {is it|can it be}}?" {asked|wondered|sighed}
  [h]. "{Longer than {you like|you think|a bath}|As long as it {needs|likes|must}|Until it is {
  ready|done}|Only the seed {knows|can tell}}," {said|answered|laughed} [f].
- [h] {shouted at it|told it {jokes|a story|the news}|sang to it|{stamped|hopped} {round|beside}
  it}, {read to it|danced for it|{tapped|blew} on the {earth|ground}|showed it [item]} and {{gave|
  offered|brought} it [food]|{covered|wrapped} it {with|in} [his] {scarf|blanket}|begged it to {
  hurry|wake up}}. {{It did not help|That was no good|Nothing helped}|The {earth|soil|ground} {
  stayed|was still|looked} {brown|bare|empty}|Not {a leaf|a tip|one leaf} {came|was to be seen}}.
= wait2
- {At last|In the end|One {noon|evening}|By Friday} [he] {could {stand it|wait} no longer|lost {
  patience|heart}|had {waited|hoped} {long|quite} enough} and {{wanted|meant|was about|went} to {
  dig|pull} it {up|out}|{took|fetched} {a|the} {spade|spoon|fork}} {to {look|peep|make sure}|to see
  {if|whether} it was {still there|alive|awake}|just to {look|check}}. "{No|Oh no|Wait}, {wait|stop|
  do not|leave it}!" {cried|called|shouted|begged} [f]. "{{A seed is|Seeds are} {shy|slow|not like
  us}|It {cannot|will not|does not} {grow|sprout|wake} {if you {stare at|poke|tickle|wake} it|with
  you {looking on|so near|so cross}}|It {has to|must|wants to} {find its {feet|way}|sleep|stretch
  its toes} {in the dark|down there|first}}."
- {{A|One|Half a} {week|month} {went by|passed|was over}|{Eight|Nine|Ten|Twelve} days {passed|went
  by|were gone}|{Monday|Friday} {came|went|passed}, and then {Sunday|Tuesday}}. {{It rained|There
  was rain|The rain came}, {and|then} {the sun shone|it was {warm|windy|foggy}}|The moon {grew|
  became} {round|thin|full}|The {nights|winds} {grew|became} {warm|mild}|{Clouds|Bees|Geese|
  Swallows} {came|flew by} and {went|came again}}. [h] had {{given|nearly given} up {hope|waiting}|{
  almost|nearly|half} forgotten {it|the seed}|stopped {hoping|asking}|no {hope|patience} left} and {
  went back to|was busy with|thought only of} {[hobby]|[likes]}.
- {Every|Each} {morning|evening|day} [h] {{peeped|looked|blinked} at {the earth|the spot}|{knelt|
  crouched} down|lay on [his] tummy|{ran|went} {out|there} {in [his] nightshirt|with [item]}}, and {
  every|each} {morning|evening|time} there was {nothing|no leaf|only {mud|earth|an ant|a worm}}. "{I
  think|I fear|Perhaps} it {has forgotten me|is lost|went {away|home}|is {dead|no seed at all}},"
  [he] {told|said to} [someone], who {went on|was} [doing].
= help
- {By and by|In time|Little by little|Day by day} [he] {learned|began|tried|came} to {water it {in
  the evening|at sunrise|with care}|pull {the|out} weeds|{shoo|chase} {away|off} the {hens|snails}|
  keep {off|away} the {frost|snails}} and {{to|then to} {think of other things|leave it {in peace|
  alone|be}|{wait|hum} and {hope|wait}|talk of {[likes]|[food]} instead}}. {{It|That} was {not easy|
  hard|{the hardest|a hard} {part|thing|job}}|{Waiting|That} is {slow|hard} work}, {and|but} [f] {
  kept [him] company|{told|taught} [him] {about [item]|a {game|song}|{stories|riddles}} {meanwhile|
  all the while}|{came|sat by} with {[food]|[item]}|{shared|brought} [food]}.
- {All the same|Even so|Still|Just the same}, [h] {watered it|gave it {a drink|{rain|pond} water}|{
  filled|carried} the can} {each evening|every {second|other} day|at {sunrise|sunset}|from a {
  thimble|teapot|cup}}, {{built|made|put up} a {fence|wall} {|of {twigs|sticks|stones}} against the
  {snails|hens|mice|slugs}|{carried|took} it in when it {was cold|rained hard|hailed}|{put|laid|
  left} [item] beside it {|for company|like a guard}}, and {hummed|{said|wished it} good night {|to
  it}|went on {[hobby]|waiting|hoping}|{told|asked} it {about [food]|a riddle}}.
- "{Grow well|Take your time|No hurry|Sleep well}," [h] {told it|whispered|said|hummed} {each {
  evening|time}|now|{every|each} {day|morning}|from then on}, and {{shooed|chased|waved} {away|off}
  the {snails|hens|sparrows|ants}|{gave|poured} it half {of [his]|a cup of} {tea|water|milk}|{
  turned|moved} the pot {towards|into} the {sun|light}|{dug|raked|scratched} round it}. [F] {
  brought|lent [him]|came with|found} [item] to {keep {off|out} the {frost|wind|cold}|{scare|fool}
  the {birds|crows|hens}|mark the {place|spot|bed}|hold {up|in} the {earth|water}}.
- [someone], {who was|busy} [doing], {stopped|came over|turned round} to {look|ask|see}. "{{What|
  Who} is {in|down|under} there|Whose {bed|pot|place} is {that|this}|What are you {waiting for|
  guarding}|Has {it|anything} {come up|sprouted}}?" "{Something {green|good|nice}, I hope|We shall {
  see|know}|{A|My} {secret|surprise}|Be patient, like me}," {said|answered|sighed} [h], and {put|
  laid|stood|set} [item] {round|near|over} it {against {the|a} {wind|cold|hail}|to keep {out|off}
  the {hens|cats|wind}} {|and gave it {a|one} {drop|sip|cup} of {rain|pond|well} water}.
= grow
- "{Come {quickly|here|and see}|Look {here|at this|there}|It is {up|here|awake}|{A leaf|I see it|It
  grows}}!" {called|shouted|cried|sang} [h] {one morning|at {sunrise|dawn|breakfast}|one {Monday|
  Sunday|day}|through the window}. {Between two {stones|crumbs of earth|pebbles}|In the {middle|
  corner} of the {bed|earth|spot}|Out of the {mud|earth|soil}|{There|Right there}} {stood|peeped
  out|was|rose} {a|one} {leaf|shoot|stalk|bud} as {thin|small|fine|green} as {a {hair|needle|frog}|a
  {mouse's|lamb's} ear|a {blade|bit} of grass}. [F] {came {with|running with}|dropped|waved|forgot}
  [item] and {cheered|danced {round it|for joy}|clapped|{hugged|kissed} [h]}. {By|At|Before} the end
  of the {month|season|year} it {was {as tall as|as high as|taller than}|reached {over|above|up to}|
  {looked|peeped} over} {a {fence|hedge|chair|table}|[f]|{the|a} {wall|gate|roof}}, {with|and it
  had|and bore} {a {[colour]|big} {flower|bloom}|{[colour]|sweet|fat} {berries|plums|pears}|one
  [colour] {apple|pear|rose}}.
- {One day|At last|One {night|noon}|{After|During} {the|a} rain} the {earth|ground|soil} {cracked|
  moved|opened|shook}, and {out|up} {came|peeped|crept|popped} {a|one} {crooked|tiny|bright|pale} {
  shoot|stalk|sprout|tip} with {a [colour] {hat|cap} {|of seed} on top|two [colour] leaves|{a|one} {
  drop|bead} of {dew|water} on {it|top}|leaves like {[hands]|wings|ears}}. "[Hurray]!" {cried|sang|
  called|laughed} [h]. {Nobody|No one|Not a soul} [at] had {ever|yet} {seen|been given|grown|heard
  of} {such a thing|one like it|a finer one|anything like it}, and {[someone]|[f]|even [someone]} {{
  drew|painted|made} a picture of it|{asked|begged} for {a|one} seed {|of it}|{brought|offered}
  [item] for {a|one} {leaf|bloom}|{came|stopped} {to {see|smell} it|with [food]}}.
- {Then|And then}{|, one {morning|day|noon}|, at {last|sunrise}}, there {was|stood|shone} {a|one} {|
  {tiny|little|small} }{green|pale|bright} {dot|tip|point|leaf}! It {stretched|unfolded|grew|
  climbed}, {day by day|{a little|a bit} {every|each} {night|day}|inch by inch|up and up}: {two|
  three} leaves, {{four|five|six} leaves|a {stem|stalk|twig}}, {a {|[colour] |green }bud|{as high
  as|taller than} {{a|the} {chair|bucket|fence}|[f]}}. [H] {called {everyone|[someone]}|{ran|sent}
  for {[f]|[someone]}|woke [f]|danced {round it|about}}. {When it {bloomed|opened}, it was [colour]|
  The {flower|bloom} was [colour] {with|and had} a [colour] {heart|edge|middle}|It {bloomed|opened}
  {on a Sunday|at noon}, {all|bright} [colour]}, and {{it|the air} smelled of [food]|{bees|moths|
  butterflies} {came|flew} from {miles|all} around|{[someone]|[f]} {brought [item]|sat under it}}.
= moral
- {{Good|The best|Fine|Great} {things|gifts|flowers} {take {their|some} time|take a {|good |long
  }while|need {time|a while}}|What is {slow|small} {now|today} may be {great|tall|fine} {tomorrow|in
  time}}, {and|for} {pulling {does not make them {grow|bloom}|will not {help|hurry} them}|{waiting|
  patience} is {a kind of work|half the {work|job}|{hard|good} work}|{nobody|no one} can hurry {a
  seed|the {spring|sun}}}.
- {You|We} {cannot|must not} {pull|push|drag|hurry} a {seed|leaf|flower} {out|into the {light|sun}};
  {it comes|it wakes|it opens} {when it is ready|in its own time|when it {likes|wants to}}.

@ runaway
: meet slip / chase chase2 / stop close
= slip
- {Just then|All at once|Suddenly|At that moment} {{the wind|a gust|a gale|a rude wind} {caught|
  took|stole|snatched}|{a goat|a gull|a breeze} {pulled at|lifted|snatched}} [his] {hat|best hat|
  washing|letter}, {and {off|away|up} it {went|flew|sailed}|and it {flew|sailed|skipped} {over the {
  wall|hedge|roof}|round the corner|down the {lane|hill}}}. "{Stop|Come back|Wait|Hey}!" {called|
  shouted|cried|puffed} [h], {and {ran|went|raced} {after it|off, too}|but it {did not|would not} {
  listen|stop|wait}|{dropping|forgetting|waving} [item]}.
- [H] {set down|let go of|put down|looked away from} {a|one} {round|big|heavy|fat} {cheese|pumpkin|
  barrel|cabbage} {at the top of the {hill|steps|lane}|for {one|a} moment|to {look for|pick up}
  [item]|to wave to [someone]}, and {it {began|started} to {roll|wobble|move|run}|off it {rolled|
  went|ran}}, {slowly at first|first slowly|first this way|at a {snail's|walking} pace}, then {
  faster {and faster|still}|like {a wheel|a hoop|[like]}|{quick|fast} as {a hare|the wind}}. "[Oh]!"
  {cried|called|shouted|wailed} [h].
- {[f]|[someone]} {had {given|sent|lent} [him]|{had|once} {brought|bought} [him]} {a|one} {|[colour]
  |new }{balloon|kite|hoop|paper bird} {that {pulled|tugged} at its string|as light as a {feather|
  leaf}|for {a present|[his] birthday}}, {and|but} {[h] {let go|sneezed|tripped}|the string {broke|
  slipped}|a gust came}, and {off|away|up} it {went|flew|hopped}, {over the {wall|hedge}|down the {
  lane|hill}|into the wind}. "[Oh]!" {cried|shouted|called|wailed} [h] {and {ran|raced|set off}|,
  running|, already running}.
= chase
- {Past [p2] it {went|ran|sped}|It {went|shot|raced} past [p2]|{Off|Away} it {went|flew} by way of
  [p2]|On it {went|hopped} as far as [p2]}, where [p2.sight], {and {after|behind} it {ran|came|
  hurried|puffed}|with {[f] and|[item] and}} [h]. [someone], {who was|busy} [doing], {dropped {
  everything|[item]} and {ran along|came, too|followed}|{joined in|came along} {at once|with a
  cheer|as well}|{ran along|followed}, {shouting|crying} "{Wait for me|I will help|Let me}!" like {a
  hen|a gull}}. {Behind {[him]|them}|After them|Next|Then} {came|ran|trotted} [someone] with [item].
- {Between the {legs|feet|boots}|Right under the {nose|chin}|Past the {nose|ear|elbow}|Over the {
  head|toes}} of [someone], {who was|busy} [doing], {it {shot|went|flew|slid}}, {{across|over|down}
  the {street|yard|road|steps}|through {a|the} {puddle|gate|hedge|flower bed}} and {{on|off|away}
  to|down to|as far as|past} [p2]. {"{Hold|Stop|Grab|Watch} it!"|"{Catch|Get} it!"|"{After|Follow}
  it!"|"{There it goes|Look out|Mind the {eggs|soup}}!"} {everyone|[someone]|[f]|somebody} {shouted|
  called|cried|roared}.
- [someone] {was|sat} {peacefully|quietly|happily|still} [doing], {when {something|it} {whizzed|
  shot|flew|came} {by|past|through}|when it {brushed|tickled} {an ear|a knee}}. "{What was that|Who
  was that|Was that {a bird|a mouse|mine}|Is there a {fire|race}}?" {asked|cried|called} [someone].
  "{Ours|Mine|No time|Help us}!" {called|shouted|puffed} [h] and {ran|raced|rushed} {on|by|along}, {
  {down|over} to|through|past} [p2] {|and {out|on} again|with [item] in {one|each} [hand]}.
= chase2
- {By now|Soon|By this time|Now} there were {five|six|seven|eight} of them: [someone], [someone] and
  [someone], {{a|one} {goat|dog|hen} that {nobody|no one} {knew|had asked|had seen before}|two {
  geese|pigs|ducks}|{a|one} {sheep|calf} {with|wearing} a {bell|bonnet}} and, {last {of all|in
  line}|{puffing|far|hopping} behind|at the very end}, [f], {who {did not know|had no idea|wondered}
  what it was {all about|for|they were after}|still {holding|carrying|clutching} [item]|{with|and}
  [f.his] mouth full of [food]}.
- {Twice|Three times|Four times|Again and again} [h] {{had|held|caught|got} it|{nearly|almost} {had|
  caught|held} it|{jumped|dived} {for it|at it}}, and {each time|every time} it {slipped|hopped|
  skipped|wriggled} {away|on|off|free}: once {[s.spot]|[s.spot]|near [someone]}, {and once|then} {{
  behind|under|round} {a cart|a bench|a tree}|{over|through} {a|the} {fence|hedge|gate}}. {If only
  it {did not reach|kept out of|stayed away from} the {water|mud|ditch}!|{Would|Could} it {never|not
  ever} {stop|rest|grow tired}?|{How|Oh, how} {fast|quick} it was!|{What|Oh, what} a {chase|race|
  hunt}!}
- [someone] {threw|swung|held out|waved} {[item]|a {net|coat|basket}} {and|but} {missed|hit
  [someone]|caught {only|just} [someone]}, [someone] {fell into|sat down in|stepped in} {a|the} {
  puddle|bush|trough|pail}, and {only|even} {[f]|[h]} {laughed|giggled|smiled|kept up}, {{holding|
  with} [item]|out of breath|red in the face|{still|as} {quick|fast} as {ever|a hare}}.
= stop
- {Plop|Bump|Splash|Thud}! {In the end|At last|There|All at once} it {landed|stopped|lay} {in the {
  soup|lap|basket|bucket}|right {at|by|before} the feet|on the {knees|toes|plate}} of [k], {who {was
  having|sat at|was late for} {lunch|tea|breakfast|supper}|who {had been|was} [doing]|who {had been|
  was} {asleep|nodding}}. "{Is {this|it} {for me|a present|mine}?|{How|Very} {kind|nice} of you to {
  bring it|call}!|{What|Oh, what} a {nice|fine} {surprise|visit}!|{Have you|Who has} lost {
  something|this}?}" {asked|said|cried} [k]. {[h] {was the first to|could only|began to} {laugh|
  giggle}|They {laughed|giggled} until {[h]|[f]|[someone]} {had to {sit|lie} down|{got|had} {
  hiccups|a stitch}}|{All|Everybody} {laughed|clapped}, {even|and} [someone]{|, too}}, and {because
  they were all {there|hungry}|since {nobody|no one} was in a hurry|as it was {nearly|almost} {noon|
  dark|teatime}}, they {stayed for|shared|sat down to|ate} [food] and [food].
- {[P2.at]|There}, {it {caught on|got stuck in|flew into|ran into}|at last it {bumped into|got
  caught in}} {a|the} {gate|thorn bush|fence|hedge}, {and|where} {everybody|everyone|all the others|
  they all} {fell|rolled|tumbled|dropped} {over|on top of|on to} [h]{| like {skittles|apples|
  sacks}}. "{What a {hunt|chase|race|heap}|{That|This} was {fun|great|a good run}|We have {it|got
  it}|{Ouch|Oof|My toes}}!" {panted|gasped|laughed|groaned} [k], {who {was|lay} {at the bottom|on
  top|in the middle}|{with|wearing} {a leaf|a twig|[item]} {behind|on|over} one ear|{red|hot} {in
  the face|as a beetroot}}. "{Shall we do {it|that} again|Same {again|time} {next week|tomorrow}|{
  Who|And who} {won|was first}|What was it we {lost|were after}}?"
- {[f]|[someone]} {at last|in the end|with one {jump|leap}} {caught|stopped|trapped|got} it {with|
  under} {[item]|a {net|coat|basket|bucket}}, {[p2.at]|not far from [p2]|in the {middle|mud} of the
  {road|street}}. {{Puffing|Panting|Limping}|Red in the face|One by one}, {the others|the rest|they
  all} {came|ran|limped} up, and {[h] {hugged|thanked} {everyone|each one}|"[Hurray]!" {cried|
  shouted|called} [h]}. "{I have not {run|laughed} so {much|hard}|Nobody has {run|laughed} so {much|
  hard}|That is the {most|best} fun I have had} {for|in} {years|weeks|a year}," {said|puffed|
  laughed} [k], who had {lost|dropped|sat on} [item], {and|then} {they|all} {ate|shared} [food].

@ heavy
: meet thing / pull pull2? / together close moral?
= thing
- {In the {barn|shed|yard|field}|Behind the {barn|hedge|wall}} [p2.at] {lay|there was|grew|sat} {a|
  one} {turnip|pumpkin|beetroot|cabbage} so {big|fat|huge} that {a {mouse|hen|family} could have
  lived in it|it cast a {shadow|long shadow} at noon|{[someone]|three hens} could {sit|dance} on {
  it|top}|nobody {dared|tried} to lift it}, and [h] {wanted|hoped|meant} to {take|bring|get} it {
  home|to [f]} {|for {soup|supper|a feast}|before {dark|tea}}.
- [h] had {promised|told|sworn to} [f] {to {bring|fetch|carry}|that [he] would {bring|fetch|carry}}
  {|home |back }{a|one} {round|fine|great|[colour]} {pumpkin|turnip|stone|barrel} {from [p2]|
  [p2.at]}, {but it was {as big as|heavier than|as heavy as} {a {cow|cart|stove}|two {cows|stoves}|
  [someone]}|but {nobody|no one} {had said|knew} how {big|heavy} it was}. "{That is nothing|Easy|I
  am strong|I like heavy things}," said [h].
- {{A|One} {tree trunk|huge rock|fat log}|{An|One} old {cart|boat|stove}} {lay|had {rolled|fallen}}
  {|right }across the {path|lane|road|way} to [p2], {and {nobody|no one} could {get|squeeze|climb|
  go} {past|by|over it}|and [someone] {was {waiting|sitting|stuck}|stood} {on the other side|behind
  it} with [item]|so that [someone] had to {wait|stop} with [item]}. "{That {must|has to} go|I will
  {move|push|lift} it|Leave {it|this} to me|{One|Just one} push will do}," said [h].
- [k] was {moving house, and {the|a} {great|big|oak} {wardrobe|bed|stove|cupboard}|giving away {a|an
  old} {piano|stove|bathtub|sofa}, and now it|taking [item] to [p2], and the {loaded|full} {cart|
  sledge}} {stood|lay|stuck} {in the {road|mud|yard|gateway}|half in {a|the} {ditch|door}|{across|
  by} the {road|gate}}. "{I can do {it|that}|Let me {try|help|see}|Stand {back|aside}|{Watch|Look
  at} me}," said [h].
= pull
- {[He] {pulled|tugged|heaved} and {puffed|panted|sweated}|[He] {pushed|shoved|pressed} and {
  groaned|grunted}|{With|After} a {song|groan|shout|deep breath} [he] {began|set to work}}. [He] {
  tried {it|first}|{pushed|pulled} {it|hard}|{kicked|attacked} it} from the {left|front|top|side}, {
  from the {right|back}|with {[his] back|one shoulder|[his] head}|with {one foot|both [hands]}} and
  {from {below|behind|above}|with {a stick|a pole|a spoon|[item]}|{then|once more} with {both eyes
  shut|a {run|jump}}}. {It did not move {a {finger's|hair's} breadth|one {inch|step|bit}|at all}|It
  {sat|stood|lay} there like {a king|a {wall|mountain|sleepy cow}|[still]}|{Nothing|Not a thing}
  moved {but|except} {a|one} {button|ant|leaf|fly}|It {only|just} {creaked|sighed|sank deeper}}.
- "{I {do not|never} need help|I can {do this|manage|move it} alone|{No|No help}, thank you|I am {
  strong|nearly done}}," [he] {told|said to|snapped at} [someone], who had {stopped|been} [doing]. {
  A quarter of an hour|A {while|hundred pulls}|An hour|Ten minutes} later [he] was {red in the {
  face|ears}|{quite|all} out of breath|{wet|sore} {all over|from top to toe}|{tired|hot} and {cross|
  hungry}}, {and it stood {|just }where it {had stood|always stood}|and nothing {had {changed|
  moved}|was different}|but it was no {farther on|nearer}|and it {sat|lay} there {still|as before}}.
- [H] {fetched|borrowed|tried} [item] and {pushed|poked|stuck} it {under|behind} one {end|side|
  corner}. {{Crack|Snap|Ping}, it went|It {bent|slipped}|{Off|Away} it flew}, and [h] {fell|sat
  down|rolled} {in {the|a} {ditch|bush|puddle}|on [his] {back|nose|hat}}. {[someone], {who was|busy}
  [doing], {laughed|giggled|coughed|looked away}|"{May|Can|Shall} {I|we} help?" asked [someone]. "{
  No|Not yet|Never|No, thank you}," {said|puffed|grumbled} [h]}.
= pull2
- {Then [f] came|[F] came by|[F] {looked in|turned up|heard it}|Soon [f] was there} {|with [item]|
  with [food]}, and {pulled|pushed|tugged|lifted} {as well|too|along}. {It {wobbled|creaked|shook|
  rocked} {|a little|once|a bit}, {but {that was all|no more}|and {stood|was} still again|and {sank|
  fell} back}}. {{And|Next|Soon} [someone] came|They {called|asked|sent for} [someone]|[someone] {
  lent a hand|joined in}}, and {it moved {|by} {an|one|half an} inch|the {rope|stick|handle|strap} {
  broke|snapped|slipped}|{all|both|they} fell {over|down}|still it {stayed|stuck|sat} {there|fast}}.
- "{Two|Friends} are {better|stronger} than one," {said|called|laughed} [f] and {took|found|held} {
  one|the other|a} {end|side|corner}. {[someone] {gave advice|counted|cheered} from {a|the} {wall|
  gate|window}|[someone] {brought|dropped} [item]}, {and|but} {it {was no {good|use}|stuck fast}|{
  one {pulled|pushed} while the other {rested|sneezed|talked}|{one went left and the other right|
  each went a different way}}}.
= together
- "{All at {the same time|once}|Not one {after|before} the other|{Everyone|All} together|{We must|
  Let us} {pull|push} as one}," {said|called|cried} [k], "{on the word {three|now|go}|when I {clap|
  whistle|nod|shout}|at {my|the} {sign|whistle}}!" {[f] {took hold of|held|grabbed} [h], [someone] {
  took hold of|held|grabbed} [f]|[h] and [f] {held|took|pulled} the {rope|front|middle}, [someone] {
  pushed|lifted}|[h], [f] and [someone] {bent down|got ready}}, and [someone] {hung on behind|
  counted|{held|waved} [item]|{sang|stamped} {the time|along}}. {One, two, three|Heave {|and }ho|{
  Now|Go|Pull|Push}|Ready, steady, go}! It {tipped|slid|shook|rocked}, {it {rolled|jumped|turned|
  slipped}|then it {moved|flew}}, and {they all {landed|fell|lay} on their {backs|noses|hats}|off it
  {went|rolled}|{over|away} it {went|rolled}|there it {went|was}}, while {they|all of them|everyone}
  {laughed|cheered|shouted|sang}.
- [f] {brought|fetched|found} {rollers|{round|thick} {sticks|logs|poles}|{two|three} boards}{| and
  [item]}: "{{Round {sticks|logs}|These|They} go|We {put|push|lay} {these|them}} under it, and then
  {it {rolls|moves|slides} by itself|we {only|just} {have to|need to} {steer|push|sing}|{a|any} {
  mouse|child} can {push|move} it}!" [someone] {held {on the {left|front}|one end}|pulled|lifted},
  [someone] {held {on the {right|back}|the other end}|pushed|steered}, [h] {{sang|beat|called} the
  time|called out, "{Now|Go|Heave}!"|ran {ahead|round} with [item]}, and {at the {third|fourth|
  second|first} {try|push|go}|bit by bit|{slowly|suddenly|little by little}|inch by inch} it {glided
  along|moved|rolled {on|off|away}|slid {on|away}} {like {a {boat|cart|sledge|swan}|[like]}|as if it
  {weighed|were} {nothing|no more than [item]}|{as light as|light as} {a {feather|leaf}|straw}}.
- "{Please help|I need help|I cannot do it alone|Who will help me}," {said|sighed|whispered} [h] {at
  last|then|in the end|in a small voice}. {{And|Then} they came|{How|Oh, how} they {ran|came}|{
  Everyone|All} came}: [f] {with [item]|from the {left|front}}, [someone] {with [item]|from the {
  right|back}}, [someone] {straight from|who had been} [doing], and [k], {singing|counting|cheering|
  with [food]}. {It {took|needed} {only|just} {one|a} {pull|push|breath|minute}|{At|With} {one|the
  first} {pull|push} it {moved|rolled|was off}}, {and|then} {they {shared|ate} [food]|[h] {thanked|
  hugged} {each|every} one|[f] {laughed|danced|cheered}}.
= moral
- {What is {too heavy|hard work|too much} for one|{A|The} load {for|of} one|What one cannot {lift|
  carry|move}} is {{light|easy|nothing} for {many|{four|five|six|ten}}|a game for {many|{four|five|
  six}}}.
- {Together|With {friends|help}|{Hand in hand|Side by side}} {even {the {smallest|weakest} {counts|
  is strong|helps}|{a mouse|a child} can move {a mountain|a house}}|we {can {move|lift|carry|do}
  more|are {stronger|braver}} than we {think|know|guess}}.
- {Asking|To ask} for help is {no shame|{not|never} weak|half the work}; {doing|to do} {it all|
  everything} alone is {only|just} {slow|lonely|silly}.

@ bedtime
: meet2 awake / try1 try2? / sleep
= meet2
- {It was late|Night had come|It was dark|It was long past nine} [at], and [sky]. {Everyone slept|
  All were asleep|The whole place slept|There was not a sound}, except for [h], [desc], who {lay
  wide awake|turned from side to side|stared at the wall|hugged [item]}.
- "{I cannot sleep|I am not tired at all|I am wide awake|The night is too long}," {said|sighed|
  whispered|complained} [h], [desc] from [pl], although [sky] {and it was long past bedtime|and it
  was past ten|and all was still|and the day had been long}.
- {One night|On a quiet night|Late one night|Once, at night}, when {the stars were out|the moon was
  round|the wind had gone to bed|the lanterns were low}, [desc] {called|named|by the name of} [h] {
  sat up in bed|looked at the ceiling|lay there with open eyes|held [item] tight} and {could not
  sleep|sighed|was not tired|thought of [food]}.
- {Have you ever been|Were you ever|Do you know what it is to be} {wide awake|not a bit tired|full
  of thoughts|without sleep} {at midnight|in the middle of the night|long after supper|when the owls
  call}? {That is how it was with|This happened to|It was like that for} [h], [desc] from [pl], {one
  night|on a night} when [sky].
= awake
- {[He] had been|All day [he] had been|The whole day [he] was|Till supper [he] had been} [hobby],
  and now [his] thoughts {hopped about like frogs|went round and round|ran like mice|would not lie
  down}: [item], [food], {what [f] had said|a joke of [someone]|what to do tomorrow|[someone],
  [doing]}, [item] {again|and more [food]|once more|and [p3]}.
- The {pillow|blanket|bed|nightcap} was {too hot|too short|too hard|too thick}, then {too cold|too
  scratchy|too soft|full of crumbs}. {A board creaked|The clock was far too loud|Something ticked|
  Far off a dog barked}. {And had [he] put away [item]|And where was [item]|Would there be [food]
  tomorrow|What was [f] dreaming of}?
- {Tomorrow [he] was to visit [p2]|The next day was a feast day|In the morning [f] was coming with
  [food]|[f] had promised [him] [item]}, {and who can sleep before that?|and [his] heart beat much
  too fast.|and [he] thought of it again and again.|and that made [his] toes tickle.}
- {Perhaps it was|It may have been|Maybe it was|It must have been} {the [food]|a late supper|the
  moon|all that [hobby]}, {or|or else|or it was} {that story of [f]'s|the wind|thinking of [p2]|the
  song that [someone] had sung}{. Whatever it was|; anyway|. In any case}, [his] {toes|legs|eyes} {
  wanted to dance|would not rest|did not know that it was night}.
= try1
- [He] {counted|tried counting|began to count|imagined and counted} {sheep|clouds|buttons|geese},
  but {the ninth one|number seven|one of them|the last one} {stopped to eat [food]|looked like
  [someone]|had [item]|was [colour]}, and {[he] had to laugh|[he] lost count|that was the end of it|
  [he] began again}. So [he] {got up and went|tiptoed|crept|stole} to the {window|door|kitchen}. {
  Outside|Out there|In the moonlight|Far out} [h.sight].
- [He] {knocked at the door of|went across to|tapped on the window of|called softly for} [f], who
  was {still up|half asleep|in a nightcap|eating [food]}. "{Come in|You, too|So you are awake|I know
  how it is}," said [f]. "{I will tell you something boring|Shall I tell you about my day|Listen to
  what I did today|Now hear a dull story}: {first I washed|I dusted|I looked for|I folded} [item], {
  then I washed|and after that|then came|then I put away} [item], {and so on|and then, and then|and
  [item], and [item]|next [item]}."
- [He] {tried lying|lay|turned over and lay|stretched out} {on [his] back|on [his] left side|across
  the bed|flat on the floor}, {on [his] right side|on [his] tummy|under the pillow|with [item]
  beside [him]} and {upside down|with [his] feet on the pillow|curled up like a cat|even under the
  bed}. {Nothing helped|It was no good|It did not help|[He] was as wide awake as before}{.|, and now
  [he] wanted [food].|, so [he] looked out: [h.sight].|. [Oh]!}
- {A cup of warm milk|A little [food]|A bite of [food]|A sip of water} {might help|would do it|was
  what [he] needed}, {[he] thought|[f] always said}. And so {down|off} [he] {went|crept|tiptoed} {to
  the kitchen|to the shelf}, {past|over|round} [item] and [item]. {It tasted good|It was nice}, {but
  it did not help|but [he] only felt more awake|yet [he] was not tired}.
= try2
- {Outside|Far away|Over the way|Down the road} {someone else was awake, too|a light was still
  burning|there was one more light|somebody moved}: [someone], who was [doing] {in the moonlight|by
  candlelight|under the stars|in a nightgown}. They {waved|nodded|smiled|called "Good night"} {to
  each other|and yawned|through the dark|as neighbours do}.
- {Then the wind began to hum|The rain began|A breeze came up|An owl began to call}, {low and soft|
  quite gently|very softly|slowly at first}, {as if it had a song for [pl]|drip, drop, drip|shh,
  shh, shh|on and on}. [h] {hummed along|listened|yawned a little|shut one eye}{.| and thought of
  [food].| for [long].| and held [item].}
= sleep
- "{Think of all the good things of today|Start at the toes|Count what made you [glad]|Go through
  the day once more}," [f] {had once said|always said|had told [him]|used to say}. {So [he] did|[H]
  did so|[H] tried it|Why not}: [food], {the smell of|a game with|the song about|looking for}
  [item], {a joke of [someone]|[someone] waving|what [someone] said}, {the sun on the wall|the way
  home|[colour] clouds|[p2] at noon}, [his] [treasure]. {And somewhere between the third and the
  fourth|Before [he] came to the end|Soon|At the last one} [he] {was fast asleep|fell asleep|slept|
  slept deeply}, {and nobody heard [him] snore|with a smile|holding [item]|like [still]}.
- {And then, without noticing|In the middle of a yawn|By and by|Between two thoughts}, [h] {was
  asleep|slept|fell asleep|slid into a dream}. [He] {dreamed|was soon dreaming|dreamed all night} {
  that [he] rode on a cloud to [p2]|of a boat made of [food]|of a hill of [food]|of [someone],
  [doing]}, and [f] {was there, too|came along|held [item]|sat beside [him]}. {Good night, [h]|Sleep
  well, little world|Hush now|Now all was quiet}.
- {[F] laid a blanket over [him]|Someone drew the curtain|The wind blew more softly|[F] tucked
  [item] in beside [him]}, {the lamp went out|the last light went out|the clock ticked|a cricket
  sang}, and [h] {slept like [still]|was far away|did not hear it|was asleep}. {And that is the end
  of the day|Good night|So the day was over|Sleep well, [h]}.
- "{Good night|Sleep well|Till tomorrow}, {moon|stars|wind|[p2]}," [he] {said|whispered|yawned}.
  "Good night, {old blanket|dear slippers|dear pillow|quiet house}. Good night, [someone]." {It was
  a long list|[He] yawned at every name|Each name was softer}, {and at|and by|and with} {the
  seventh|the tenth|[f]'s name} [he] {slept|was asleep|began to snore}, {while|and|as} [sky].

@ fib
: meet fib / grow caught truth close moral?
= fib
- {Because [he] {wanted|wished|hoped} to be {admired|famous|{looked|stared} at}|{To|Just to} {make
  [someone] {stare|gape|look up}|please [someone]}|{In the middle of|Bored with} [hobby]|When
  [someone] {bragged about|showed} [item]}, [h] said, "{{Last night|Yesterday|This morning} I {saw|
  met|fought} {a|one} {dragon|giant|pirate|lion} [p2.at]|I can {lift|carry} {a cow|a cart|[someone]}
  with one {[hand]|toe}|I once ate {forty|fifty|sixty} {pies|buns|cakes}|{A whale|The king|A queen}
  {said good morning|waved|bowed|sang} to me {today|once}}!" {It was {not|never} true|There was not
  one {true word|word of truth} in it|{Not a|No} word of it was {true|so}|{It was|That was} a {fib|
  great fib}}.
- "Who has {finished|eaten|taken|nibbled} {the|my|all the} [food]?" asked [f]. "{A {stranger|sailor|
  man} with a {red|long|wild} {beard|hat}|The {wind|cat|mice}|A {|very }big {bird|dog|fly}|{A|One} {
  thief|ghost|giant}}," said [h] {quickly|at once|too {fast|loudly}|in a {small|high} voice}, {with
  {jam|crumbs|sauce} on [his] {chin|nose|whiskers}|and {hid|dropped|sat on} {the|a} {spoon|plate|
  bowl}|{holding|and hid behind} [item]}.
- "{I have {finished|done}|I did|I am done with} {|all }my {work|chores|jobs|tasks}," {said|sang|
  called} [h], {although [he] had {only|just} {looked at|walked past|thought of} {it|[item]}|who had
  {spent|wasted} the {day|morning} [hobby]|having {done|finished} {nothing|not one of them|only the
  first}}, and {went {red|pink} {behind the ears|in the face}|looked {away|at the {floor|ceiling}}|{
  played with|dropped} [item]}.
- {Bump|Crash|Crack|Clatter}! {[h] had {broken|dropped|cracked|spoiled} {[f]'s|the} {|best |new }{
  jug|cup|bowl|jar}|[f]'s {|best |new }{jug|cup|bowl|jar} lay {in {two|ten} bits|broken}}, {and|just
  as} [f] came {in|running|home}{| with [item]}. "{It {fell by itself|was like that|was the {wind|
  cat}}|I {was not here|saw nothing}|A {ghost|goose} flew {in|by}}," {said|cried} [h], {and {hid|
  looked away}|{red|pink} as a {beetroot|plum}|{with|and hid} {the|one} {handle|lid} behind [his]
  back}.
= grow
- {{The|A} fib {grew|got bigger}|One fib needs {another|a second|a friend}|{A|The} fib {never|
  seldom} stays {small|alone|at home}|{But|Oh,} {fibs|such things} {grow|travel|have wings}}. {By {
  noon|teatime|evening}|Soon|Before {noon|lunch}|In no time} [someone] had {told it|passed it on|
  whispered it} to [someone], {and|then} [someone] {wanted to {know|hear} more|{came|called|hurried
  over} with [item]|stopped [doing] to {ask|listen}}, so [h] had to {think of|make up|invent|add} {{
  |more |new }{names|places|voices}|{a storm|a shipwreck|a flood}|[item] and {a|one} {ghost|king}|{
  two|three|ten} robbers} and {{got|was} {|all |quite }{mixed up|muddled}|{told of|put in} a
  [colour] {horse|cow|goat|pig}|{mixed up|forgot} {the days|half of it}|{turned|grew} {hot|pale|
  dizzy}}.
- At first {it was {fun|easy|a good game}|{nobody|no one} {noticed|minded|doubted it}|[h] {enjoyed|
  liked} it|{all|everything} {went|seemed} well}. {But|Only} {when|as soon as|after} [someone] and
  [someone] {{came|arrived|set out} with {lanterns|ladders|[item]|notebooks} to {see|find out|look}
  {|for themselves}|asked {question after question|for {more|the rest|proof}}|{told|repeated} it to
  {everyone|[f]|[someone]}}, [his] tummy {began|started} to feel {strange|cold|heavy|queer}{|, like
  {a well|an empty {jar|pot|sack}|cold soup}| and {small|full of stones}}.
- "{Really|Is that so|Tell {me|us} more|And {then|what then}}?" asked [someone], {who was|busy}
  [doing]. {Of course|Naturally|Once more|Again} [h] {told|added|made up} a {bit|little} more{|, and
  {then|again} more|, with {[item]|a ghost|a storm} in it}. {[someone] {wrote|took|passed} it {down|
  on}|[someone] {clapped|stared|whistled}|{Half|All} the valley {knew|talked of} it by {noon|lunch|
  night}}, {but|and} [h] could {enjoy nothing|hardly {sleep|eat}|not {look at|face} [f]|feel {a
  stone|a frog} in [his] tummy}.
= caught
- "{{Was that|Did it happen} {before|after} {lunch|tea|breakfast|supper}|{And what|What} {colour|
  day} was it|{Who|And who} else {was there|saw it}|{Is|Was} that {quite|really} {true|so}}?" asked
  [f] {[quietly]|and {put down|held out} [item]}. [H] {opened [his] {mouth|lips} and {shut|closed} {
  it|them}|{counted|looked at|studied} [his] {toes|feet|buttons}|{coughed|stammered|blushed|
  swallowed}|{dropped|played with} [item]} {twice|in silence|and said {nothing|not a word}|without {
  an answer|a word}}. {It {was|grew|became} {very|so|quite} {quiet|still}|{A fly|A bee|The kettle} {
  buzzed|hummed}|{Nobody|No one} {spoke|moved|helped}|{Meanwhile|All the while}, [s.sight]}.
- "{{On|Last} {Tuesday|Monday|Friday|Sunday}|{This morning|Before lunch|A moment ago}} you {said|
  told {me|us}} {something else|it differently|a different {tale|story}}," said [f] [quietly]. {[H]
  {turned|went|grew} {red|pink|white|hot}{| to the {ears|toes}}|[h] {looked|stared|blinked} at {
  [item]|the {floor|wall|window}}|{No {word|answer} came|There was no answer} from [h]}, {and {it
  was {quiet|still}|a fly buzzed|[s.sight]|nobody {spoke|laughed}}|while {a clock ticked|[s.sight]|
  the tea grew cold}}.
- {That night|In the evening|{At|By} {bedtime|midnight}|When the lamp was out} [he] {could not|tried
  in vain to} {{eat|touch|enjoy} [food]|{sleep|rest|dream}|think of [likes]}. {{A|Every} fib has {
  prickles|thorns|claws}|It {lay|sat} in {[his]|the} bed like {crumbs|{a hedgehog|a pine cone|
  pebbles|nettles}}|{The|That} fib {would|could} not {sleep|lie still} either}, and {whichever way
  [he] {turned|lay|rolled}|all {night|evening} long|{hour after|every} hour|{on|from} {both sides|
  every side}}, it {pricked|scratched|tickled|pinched} {and {stung|bit|nipped}|[him]|at [his] {ears|
  toes|tummy}}.
= truth
- "{It was {not|never} true|I made {it|all of it} up|{That|It} was a fib|I {told|have told} {|you }a
  fib}," {said|whispered|sobbed|sighed} [h] {at last|{in|with} a {small|tiny|thin} voice|{then|that
  evening}|over {the|a plate of} [food]}. "{I wanted {you|everyone} to {think {|that }I was {great|
  brave|clever|grand}|{like|admire|look up to} me}|I {was afraid|feared|thought} that you would {be
  {cross|angry|sad}|laugh|{scold|leave} me}|I {|only |just }wanted to {seem|be} {grand|brave|clever|
  great}|It {|just }{slipped|jumped|popped} out{|, and {then|so} it grew}}. {I am {|so |very }sorry|
  Please {forgive|do not leave} me|{Forgive me, please|I am ashamed}|I will {put|set} it right}." "{
  Thank you for {telling me|the truth|being honest}|I {thought so|knew it|guessed {so|as much}|knew
  {all along|from the start}}|That was {brave|hard} to say|{Now|There}, {it is out|that is
  better}}," {said|answered} [f]{| [quietly]}. "{I like you {as you are|without {dragons|tales|it}|{
  big or small|just the same}}|You {do not have|need not try} to be {perfect|great|grand|a hero} {to
  be my friend|with me|here}|{Have|Come and have} some [food]|Nobody is {perfect|good} all the
  time}."
- {The next morning|After {breakfast|lunch}|Next day|{At|Before} {sunrise|noon}}, [he] went {from {
  door to door|house to house}|{|all }round the {houses|neighbours}|out}, {to [someone] and {|then
  }to [someone]|{all the way|even|as far as} to [p2]|first to [someone], then {|home }to [f]}, and {
  said {it was|that it was only} a fib|told {the truth|them the truth|how it {was|had been}}|{owned
  up|put it right|said sorry}}. {It was a {long|hard|hot} {walk|way|day}|{Some|A few} {laughed|
  frowned|smiled} and {some|others} {shook their heads|{gave|offered} [him] [food]|{sighed|
  shrugged}}|[someone] {scolded|grumbled}, [someone] {laughed|smiled}|{At|Outside} {each|every} {
  door|gate} [his] knees {shook|knocked}}, but {with|after} {each|every} {door|visit|"sorry"} [he]
  felt {lighter|better|an inch taller|{less {sad|small}|more {glad|brave}}}. "{{That|This} {took|
  needs|needed} {courage|a brave heart}|Well done|{Bravo|Good}, {[h]|my friend}|I am proud of you},"
  said [f]{| [quietly]}.
- [h] {took|carried|brought} [item] to [f] and {{sat|stood} {there|still|in the door} {|for [long]|
  till it was {dark|late}}|{sniffed|sighed|swallowed|coughed} {twice|loudly|sadly}}. "{There is {
  something|a thing} I must {say|tell you}|I have {something|a fib} to {take back|put right}|{You|
  Everyone} should {know|hear} {it|this}}," [he] {began|said|whispered}{| at last}, and {out it {|
  all }came|told {it all|everything|the {|whole }truth}}. [f] {listened|nodded|was silent|thought},
  {and|then} {{poured|made|gave [him]} {some tea|cocoa}|{shared|cut up|warmed} [food]|hugged [him]}.
  "{That is {good|better}|Thank you|Now I {trust|know} you again|That was {brave|well said}}," said
  [f].
= moral
- {{The truth|What is true} is {easy|light} to {remember|carry}{;|, but} {a fib|one fib} {needs|
  wants} {a new one|another|a {friend|sister}} {every {hour|day}|by {noon|supper}}|{A fib|Every fib}
  has {short legs|{small|tired} feet}; the truth {walks|goes|gets} {farther|on and on|all the way {|
  home}}}.
- {Who {tells|speaks} the truth {sleeps {well|best|softly}|has a light heart|{needs|has} no {good
  memory|fear}}|{A {good|fine} {story|tale}|{Stories|Dragons}} may be made up, {but|only} you {must|
  have to} say so}.
- It is {never|seldom} too late {to {tell|say} {the truth|what is true}|for {the truth|an honest
  word|a true word}}{|, and {friends {forgive|understand}|it {never|seldom} {hurts|stings} for
  long}}.
"""
