"""Plots of the stories, second part: visits, contests, discoveries, secrets and learning."""

TABLE = """
@ visit away
: open habit? start stroll / arrive welcome pause? / do do2? small? / leave close moral?
= start
- [Day], {a letter|a card|a note} {came|fluttered through the door}. "Dear [h.name]," it said,
  "please {come and see me|visit me} [s.at]. There will be [food]. Yours, [k.name]." [Weather]
- [Day], [h] {thought of|remembered} [k], whom [he] had not seen for {weeks|ages|a month}. "{Today
  I shall go|I will pay a visit}," [he] {decided|said}, packing [gift=item] as a present.
  [Weather]
- [Weather] [h] had promised [k] to {drop by|come to tea} [s.at] [day], and a promise is a
  promise. [He] took [gift=item] {along|as a present}.
- "{What a day for a visit|It is much too nice to stay at home}!" said [h] [day]. {At once|So}
  [he] {wrapped|packed} [gift=item] for [k], who {was staying|was spending the day} [s.at].
= arrive
- {When at last|As soon as} [he] {arrived|came} [s.at], [s.sight], and [k] was {sitting|waiting}
  in the {sun|doorway}, [k.hobby]. "[Hello], [h.name]!" {cried|called} [k.he].
- [S.at] it was {lively|peaceful}: [s.sight], and [s.sight]. {In the middle of it all|And there}
  stood [k], {waving|beaming}, with [item] in [k.his] [k.hands].
- [K] {ran|came} to meet [him]. "{You came|There you are}! {Mind the|Careful, there is a} {step|
  puddle|paint}. I was just [doing], {and everything is upside down|so excuse my apron}."
- {Nobody answered|There was no answer} when [h] {called|knocked}. {Had [k] forgotten|Was it the
  wrong day}? Then {a laugh|a voice} {rang out|was heard}: "Up here!" [k] was {standing on a
  ladder|on the roof}, [doing].
= welcome
- They {began with|sat down to} [food] {and|followed by} [food], and [h] {told|brought} all the
  news: [someone] was [doing] {from morning to night|again}, and [someone] had lost [item].
- "{Something smells delicious|What is in that pot}?" asked [h]. "[Food]," said [k], {lifting the
  lid|stirring}. "{I made plenty|I have enough for six}, {because I knew that you would be
  hungry|but I burned the first lot}."
- [H] {gave|handed} [k.him] the present. "{For me|Is it really for me}? {This is just what I
  wished for|The very thing that I needed}!" said [k], {turning it round and round|and put it in
  the best place}.
= do
- After that [k] {showed|led} [him] {round|about}. They {climbed on|looked under|peeped behind}
  everything: [s.spot] {slept a hedgehog family|sat a fat toad|there was a nest with three
  chicks|lay a pile of treasures}, and [s.spot] {grew wild strawberries|hung a swing|someone had
  carved a face|there was [item]}.
- "{What shall we play|What would you like to do}?" asked [k]. They {played|tried} hide-and-seek
  {until they were dizzy|first}, then {they built a tower from [item] and [item]|they acted a play
  about a {dragon|queen|robber} who ate nothing but [food]}.
- [k] taught [h] {a song with nine verses|a dance with a jump in it|a game with five stones|a
  {knot|trick} that sailors use}. {It was harder than it looked|At first [h] got it all wrong},
  {but who cared?|but that was half the fun.}
- Together they {finished|got on with} the work. [h] held [item], [k] fetched [item], and {what
  would have taken a day|the whole job} was done {in an hour|before the tea was cold}.
= do2
- {While they rested|Later on}, [k] told a story {that was not quite true|from long ago}, about {a
  fish with a beard|a giant who was afraid of [item.few]|a king who lost his crown in the soup|a
  cloud that fell in love with a hill}. [h] {listened with open mouth|laughed until [he] cried}.
- {Suddenly|All at once} it {began to rain|turned windy}, so they {crept|sat} under {the table|a
  blanket|a cart} {and listened to the drops|and told riddles}. "What has teeth and cannot bite?"
  asked [k]. {"A comb!"|"Is it a comb?"|"A saw!"} {said|guessed} [h].
~ item.few: butter; buttons; feathers; mice; moths; mushrooms
= small
- {Only one thing went wrong|There was one small mishap}: [h] {sat on|knocked over} [item].
  "{Never mind|It does not matter}," said [k], "{that is what visitors are for|it was old anyway|I
  do that every week}."
- Once [h] {felt|was} a little homesick, {and his|and} [k], who {noticed|saw} it at once, {put a
  shawl round [him]|gave [him] the softest cushion} and said nothing.
= leave
- When the {shadows|afternoon} grew long, [h] had to {go|say goodbye}. "{Come again soon|Next time
  I will visit you}," said [k], and gave [him] [item] {for the road|to take home} and [item]
  {for|as a present for} [f].
- "{Must you go already|Is it so late}?" {sighed|asked} [k]. {They hugged|They waved to each
  other} until [h] was {a dot on the road|round the bend}, and {the way home|the long road} seemed
  {shorter than before|short}. [F] was waiting at the gate.
- {All good things come to an end|Then it was time}. [k] walked {a bit of the way|as far as the
  signpost} with [him], and {they agreed|it was settled} that [f] should {come along|be invited}
  the next time.
= moral
- {A visit is the best present|To visit somebody is to say: I thought of you}.
- {Friends live far away sometimes|Even a long road is short}, when {somebody is waiting at the
  end|you are welcome there}.

@ contest away
: open habit? start / ready ready2? / bigday / turn / award close moral?
= start
- [Day], {a poster|a notice} was {nailed|pinned} to the {fence|door|clock tower}: "Great [contest]
  [s.at] on {Saturday|Sunday}! First prize: [prize=prizes]." [Weather]
- "Have you heard?" {cried|called} [f] [day]. "{There is to be|They are holding} a [contest]
  [s.at], and {the prize is|the winner gets} [prize=prizes]!" [h] {felt [his] heart jump|nearly
  dropped [item]}.
- Every year there was a [contest] [s.at], and every year [h] {had come last|had only watched}.
  "{This time I will win|This year I shall try}," [he] {told [f]|said} [day]. The prize was
  [prize=prizes].
~ prizes: a golden cup; a basket of peaches; a ride in a hot-air balloon; a crown of paper roses;
  a blue ribbon; a cake with nine layers; a telescope; a pair of red boots; a big brass bell; a
  painted rocking chair; a new bicycle
= ready
- {For days|All week} [h] {practised|got ready}, {in the rain and in the sun|before breakfast and
  after supper}. [Work] {[F] helped|[f] held the watch} and {cheered|kept count}.
- [Work] {"Faster!"|"Again!"|"Better!"} [he] told [himself], {and forgot to eat|though [his]
  [hands] were sore}. {Even [likes] had to wait|There was no time for [likes]}.
- "{It is only a game|Remember to have fun}," said [f], {who had entered as well|who was trying,
  too}. But [h] thought of {the prize|nothing but winning} from {morning to night|dawn to dusk}.
  [Work]
= ready2
- Meanwhile [someone] {boasted|told everyone}, "{I shall win, of course|Nobody can beat me}!" and
  [someone] {stopped|gave up} [doing] to {practise as well|try it, too}.
- {The night before|On the eve of the great day}, [h] could {hardly|not} sleep. [He] {counted|
  checked} everything twice: {two spare buttons|a lucky stone}, [item] and [item].
= bigday
- Then the {great|big} day came. [S.sight], {flags|ribbons} {fluttered|waved}, and [k], who was
  the judge, {rang a bell|blew a whistle|stood on a barrel}. "{Ready, steady, go|You may begin}!"
- [S.at] there was such a crowd that {children sat on shoulders|some climbed on roofs}. [someone]
  sold [food], [someone] beat a drum, and [k], the judge, {called out the names|read the rules}.
  {[H] swallowed|It began}!
- "{May the best one win|No pushing, please}," said [k], who was to judge the [contest]. {Side by
  side|One after another} they {lined up|took their places}: [someone], [someone], [f] and, {last
  of all|a little pale}, [h].
= turn
- [H] was {doing well|in front} when [he] heard {a sob|a cry} behind [him]. [Trouble] {Should [he]
  stop|What now}? {The prize was so near|Nobody else had seen it}. [He] {bit [his] lip and|took
  one look and} turned back {to help|at once}. {When all was well again|By the time it was put
  right}, [someone] had won.
- {At first|To begin with} all went {wrong|badly}: [mishap]. [h] {could have cried|wanted to run
  away}, but then [he] saw [f], who {nodded|smiled}, and {began again|tried once more}, {slowly
  and carefully|without hurrying}. {One after another the others made mistakes|The others hurried
  and stumbled}, and {in the end|when it was over} {[h] had won|the winner was [h]}!
- [H] did {[his] very best|everything right}, {and so|but then} did [someone], who was {a tiny bit
  better|just a little faster}. [H] {came second|was second} and felt {a sting|a pinch} in [his]
  heart. {Then [he] walked over|But [he] took a breath} and {held out [his] [hands]|said}: "{Well
  done|That was wonderful}! {You earned it.|How did you do it?}"
- "[Oh]!" {groaned|cried} [f] next to [him]: [mishap.f]. [h] had {two|a spare one}. {If [he] kept
  quiet|If [he] said nothing}, [f] would {be out|lose}. "{Here, take mine|Use this}," said [h].
  {In the end they came in together|They finished at the very same moment}, and {the judge could
  not choose between them|nobody could say who was better}.
= award
- {"There is one more prize,"|"Wait!"} {said|called} [k]. "It is for {the kindest heart|the best
  friend} of the day, and it goes to [h.name]." {It was only [item]|The prize was [item]}, but [h]
  {would not have swapped it for [prize]|carried it home like a crown}.
- The {crowd|whole place} {clapped|stamped and cheered} {until the pigeons flew up|for [long]}.
  [K] {shook|pressed} [his] [hands]. "{I have never seen such a|That was the finest}
  [contest]{!| in my life. You can be proud.|, thanks to all of you.}"
- [Prize] {was put on a table|was passed round}, and {all who had taken part|everybody} could
  {look at|touch} it. "{Will you try again next year|Was it worth it}?" asked [f]. "{Of course|
  Yes}," said [h]. "{It was the most fun I ever had|But first I want [food]}."
= moral
- {Winning is nice|A prize gathers dust}, but {a good friend is nicer|it is nicer to be kind}.
- {Whoever does his best|Somebody who tries hard} has {never really lost|already won something}.
- {Slow and careful|Calm and steady} {goes far|often beats quick and loud}.
~ trouble: Little [someone] had fallen and could not get up.; [someone] had lost a shoe and was
  crying.; There stood [someone], who had burned a finger.; [someone] had got something in one eye
  and could not see.; It was [someone], whose things had all tumbled into a puddle.; A very small
  snail had wandered into the middle of everything.
~ mishap: [item] fell on [his] toes; the wind blew dust into [his] eyes; a button popped off; a
  bee sat on [his] nose; [his] legs shook like jelly; somebody trod on [his] foot; a string broke
~ mishap.f: a string had snapped; the paint had run out; a wheel had come off; the last nail was
  bent; a shoe had split; the spoon had broken
@@ kite spring autumn
~ contest: kite festival; kite contest; kite day
~ work: [He] cut paper, bent thin sticks and painted {a dragon|a fish|two eyes} on the kite.; [He]
  {ran|raced} up and down the hill, {letting out|winding up} the string.; Three kites {tore|got
  caught in a tree}, and [he] made a fourth, with a tail of {rags|ribbons}.
@@ cake
~ contest: baking contest; cake contest; pie contest
~ work: [He] {stirred|mixed}, tasted and {stirred|mixed} again, with flour up to [his] {ears|
  elbows}.; {Five|Seven} cakes {sank|burned}, {one exploded|one tasted of soap}, and the next was
  {fine|golden}.; [He] tried cinnamon, then {cherries|lemon peel}, then {both|nuts}.
@@ song
~ contest: singing contest; music contest; talent show
~ work: [He] sang {scales|the same song} to {the cows|the washing|the moon} until {the windows
  rattled|[someone] put wool in both ears}.; [He] {wrote|made up} a song about {rain|[food]|a
  lonely boot}, with a {sad|funny} ending.; [He] {hummed|sang} {in bed|in the bath|on the stairs},
  high and low.
@@ race
~ contest: sack race; three-mile race; egg-and-spoon race; obstacle race
~ work: [He] ran {to the mill|round the pond|up the hill} and back, {once|twice} a day.; [He]
  {jumped over|crawled under} every {bench|bucket|fence} that [he] could find.; [He] {counted|
  took} {a hundred|two hundred} steps, {rested|stretched}, and {ran|counted} again.
@@ boat spring summer
~ contest: boat race; raft race; toy boat race
~ work: [He] carved a hull from {bark|pine wood}, {cut|sewed} a sail from an old {shirt|
  pillowcase} and tested it in {the bath|a tub}.; {Two boats|The first boat} sank, {the third|the
  next} went {round in circles|backwards}, but {the fourth|the last} sailed {straight|well}.
@@ snow winter
~ contest: snowman contest; sledge race; snow castle contest
~ work: [He] rolled {balls|heaps} of snow until [his] [hands] {were blue|tingled}.; [He] {waxed|
  mended} the old sledge with a candle end.; [He] built {a wall|a tower}, and {knocked it down|
  watched it melt}, and built {a better one|it again}.
@@ harvest autumn
~ contest: pumpkin show; vegetable show; harvest contest
~ work: [He] {watered|weighed} [his] pumpkin, {sang to it|covered it at night} and chased away
  {the slugs|the crows}.; [He] {polished|scrubbed} the {biggest|roundest} turnip until it shone
  like {a moon|a lamp}.

@ discovery
: open habit? start / find guess pause? / ask? test / truth close moral?
= start
- [Day], [h] was [hobby] {all alone|by [himself]} [at], {when [he] noticed something|and that is
  how it began}. [Weather]
- [Weather] [h] and [f] {went|had gone} {to look for|to pick} {mushrooms|berries|pretty stones|
  firewood|feathers} [p2.at] [day].
- {If the wind had not|If a gust had not} blown away [his] {hat|scarf|handkerchief} [day], [h]
  would never have {come|walked} to [p2], where [p2.sight].
- [Day], [h] {dropped|had dropped} [item], and it rolled and rolled {until it stopped|and came to
  rest} [h.spot]. [H] {bent down|crawled after it}.
= guess
- "{Whatever can it be|Who put it here|Where does it come from}?" [he] {wondered|said aloud}. {"Is
  it magic?"|"Is it dangerous?"} {No answer came|The wind did not know}, and [s.sight].
- [f] came {to look|running}. "{I think|I am sure} it {belongs to|was left by} {a giant|a pirate|
  the moon|a wizard}," said [f.he], {and took a step back|with round eyes}. "{Nonsense|I do not
  think so}," said [h], but [his] {voice shook|knees trembled}.
- {Should [he] touch it|Was it safe to touch}? [H] {poked|tapped} it with {a stick|a twig|a
  spoon}. {Nothing happened|It did not bite}. [He] {sniffed|smelled} at it, and it smelled of
  {salt|old books|rain|pepper|honey}.
= ask
- They {asked|showed it to} [someone], who {said it was nothing|had no idea}, and [someone], who
  {wanted to buy it for|offered them} [item]. {But they|No, they} {wanted to know the truth|kept
  it}.
- "{I have lived here for years|I am not young any more}," said [someone], who stopped [doing],
  "{and I have never seen the like|but I never saw such a thing}. {Ask at the Little Library|You
  will have to find out yourselves}."
= moral
- {Whoever keeps asking|Whoever looks closely} {finds wonders|will find a secret} {everywhere|
  behind every stone}.
- {The world is full of riddles|Every day hides a surprise}, {and most of them are friendly|if you
  have time to look}.
- {Some treasures shine|The best discoveries are small}, {and some are friends|and fit into a
  pocket}.
@@ bottle
= find
- {There|There before [him]}, [here], lay a {green|dusty} bottle with a {cork|roll of paper} in
  it. {Plop|Pop}! Out came a letter. "{To whoever finds this|Dear finder}," it said, "{I am
  looking for a friend|I have nobody to write to}."
= test
- They {puzzled|thought} over the {smudged|crooked} letters. {There was a drawing|In one corner
  was a picture} of {a lighthouse|a boot|three fish}, and the name began with {the same letter
  as|a curl like the one in} "[k.name]". {So they|Off they} went to {see|ask} [k].
= truth
- "{You found it!|Is that my bottle?}" cried [k]. "{I threw it into the water|I sent it off} {last
  year|two summers ago}, {and I had given up hope|when I was lonely}!" {From then on|After that}
  they {wrote|sent letters} to each other {every week|once a month}, {with drawings of [food]|even
  though they lived so near}.
@@ egg spring summer
= find
- Under {some leaves|a bush}, all alone, lay an egg. It was {blue with spots|as big as a {pear|
  fist}|striped like a {wasp|sock}}, and it was {still warm|cold}.
= test
- {They wrapped it|[H] wrapped it} in {a woollen sock|a shawl} and {put it by the stove|kept it
  warm}. For {three|five} days {they took turns to sit with it|nothing happened}. On the {fourth|
  sixth} {morning|evening}, {it began to knock|crack, it said, crack}!
= truth
- Out {came|climbed} a {wet|fluffy} chick with {enormous feet|a very loud voice}, who {took [h]
  for its mother|followed [h] everywhere}. {When it could fly|In the autumn} it joined the {wild
  geese|swans}, but {every spring|each year} it {comes|came} back to {say hello|eat [food] with
  [him]}.
@@ door
= find
- Behind the ivy on an old wall there was a door, no {higher|bigger} than {a teapot|a loaf of
  bread}, painted {red|blue|yellow}, with a {brass|silver} handle {the size of a pea|and a tiny
  letter box}.
= test
- {[H] knocked|They knocked} {with one [hand]|very gently}. {Inside, something rustled|Small steps
  came nearer}. "{Just a moment|I am coming}!" called a {squeaky|thin} voice. {Then|And then} the
  door {opened|swung open}.
= truth
- There stood {a beetle in a waistcoat|a shrew with an apron|an old cricket with a fiddle}. "{At
  last, visitors|You are just in time for tea}!" {Nobody had ever dared to knock before|It was the
  first knock for a hundred years}. They drank from {acorn cups|thimbles}, and ever since, [h]
  {leaves|has left} {a crumb|[item]} there {on Sundays|now and then}.
@@ map
= find
- Out of {an old book|a crack in the wall} slipped a {yellow|crumpled} map. It showed {the whole
  valley|a path} with a {red|wobbly} cross {in the middle|at the end}: right [p3.at]!
= test
- "{Treasure|A treasure map}!" {whispered|gasped} [f]. With [kit] and [kit] they {set out|marched}
  to [p3], {counted|paced} {forty|sixty|ninety} steps from {the tallest tree|a pointed stone}, and
  {dug|scraped} [p3.spot]. {Clonk|Something scraped}: a {tin|wooden} box!
= truth
- In it lay {neither gold nor jewels|no gold at all}, only {a pair of tiny shoes|two marbles|a
  wooden doll} and a note: "{For the best explorers|This was mine when I was small}. {Put in
  something of your own|Now it is yours}. [k.name]." So [h] {added|put in} [item], and they
  {buried|hid} it again for {the next child|somebody else}.
@@ steps winter spring
= find
- {Across the ground|All around [home]} {went|ran} strange footprints: {three long toes and a
  dot|as round as plates|one big and one small, one big and one small}. {No animal|Nobody} in the
  valley had feet like that!
= test
- {[H] followed|They followed} them {over the hill|through a hedge} and {past [p2]|round a pond},
  {whispering|on tiptoe}. {The prints grew deeper|They went in circles}. {Behind a wall|At the
  end} {something|somebody} was {puffing|groaning}.
= truth
- It was only [k], who was {walking on stilts|wearing two buckets on [k.his] feet|trying out
  snowshoes made of tennis rackets}! "{I wanted to see how it feels|My boots are at the
  shoemaker's}," said [k]. [H] laughed {until [he] fell over|so hard that [he] got hiccups}, and
  then {everyone wanted a turn|[he] tried it, too}.
@@ hum
= find
- A {small|square} {box|parcel} {stood|lay} there in the {grass|dust}, and it was {humming|
  ticking}! {Mmmm, it went, mmmm|Tick, tick, tock}. {It had no label|On the lid was a picture of a
  moon}.
= test
- They {carried|rolled} it, {very carefully|on a cushion}, to [k], who {was good with|knew about}
  {locks|odd things}. [K] {listened at it with a cup|turned it over} and {pressed|pulled} a
  {hidden|little} {pin|knob}. {The lid sprang up!|Click!}
= truth
- {Inside,|In it} a {tin bird|small brass dancer} turned round, {singing|nodding}. "{My
  grandmother's|That is my} music box!" said [k]. "{It was lost before you were born|I thought it
  was gone for ever}." {That evening everyone danced|They wound it up again and again}, and [h]
  was allowed to {choose the tune|turn the key}.
@@ light
= find
- {As it grew dark|In the deepest shadow}, something {glowed|shone} [here], {pale green|blue and
  steady}, like {a piece of the moon|a lamp under water}. {It did not flicker|It was as cold as a
  frog}.
= test
- [h] {crept|tiptoed} closer, {holding|clutching} [f]'s [f.hand]. {"On three,"|"You first,"}
  {whispered|breathed} [f]. {One, two, three|They bent down}: {they lifted a leaf|they parted the
  grass}.
= truth
- There sat {a glow-worm|five glow-worms} {having a party|reading a very small newspaper}. "{Put
  out your lantern, please|You are standing in our light}," {it seemed to say|said a voice like a
  pin}. [F] {giggled|sat down}, and {for [long]|until bedtime} they watched {the little lamps|the
  shining dots} {go up and down|dance}.

@ secret
: open habit? start / odd odd2 feel? / follow / surprise close moral?
= start
- {Something strange was happening|There was a secret} [at]. [Day], [h] {could feel it|was sure of
  it}. [Weather]
- [Day], [h] {wanted|asked [f]} to play, {but|and} [f] {shook [f.his] head|had no time}. "{Not
  today|I am busy}," said [f.he], {hiding [item]|pushing something} behind [f.his] back.
- [Weather] [Day], [h] {went|came} to [f.home] {as usual|with [item]}, but {the curtains were
  drawn|the door was locked}, and from inside came {a hammering|whispers|giggles}.
- [f] had a secret. {Everybody|[someone]} knew it, {only [h] did not|but [h] knew nothing}, and
  [day] [he] {began to wonder|found out that} {about it|it had to do with [item]}.
= odd
- {First|At breakfast} [f] asked, "{Which do you like better|What is nicer}, [colour] or
  [colour]?" and then {said that it was for nothing|would not say why}. {Later|After that}
  [someone] walked past with {a ladder|six chairs|a huge pot} and {turned red|whistled}.
- When [h] came {in|round the corner}, [someone] and [f] {stopped talking|jumped apart}. "{We were
  speaking of|It was about} {the weather|turnips|cheese}," they said, {both at once|far too
  quickly}.
- [F] was seen [p2.at] with [item], and [p3.at] with [item], {and each time [f.he] ran away|always
  in a great hurry}. {What could it mean|Was that like [f]}?
= odd2
- "{Perhaps [f.he] does not like me any more,|Have I done something wrong?}" thought [h], {and
  even [food] did not help|and counted up all [his] mistakes}. [F] had {forgotten to wave|not
  laughed at [his] joke}.
- [h] asked [someone], who was [doing]. "{My lips are sealed|I know nothing}," {was the answer|
  came the reply}, {with a wink|but the eyes laughed}.
- That night [he] {lay awake and wondered|dreamed that nobody knew [his] name|turned from side to
  side}, while [sky].
= follow
- The next day [h] could bear it no longer. {Very quietly|On tiptoe}, [he] followed [f] past [p2]
  {and|and then} along the {hedge|wall}, until {[f.he] slipped|[f] went} into {a barn|a shed|a big
  tent}. [h] {opened the door|lifted the flap} {a crack|slowly}.
- "{Come with me|Close your eyes}," said [k] {in the afternoon|towards evening}, {taking [his]
  [hands]|tying a scarf over [his] eyes}. They walked {left and right|a long way}, [h]
  {stumbling|asking questions} and [k] {saying nothing|chuckling}. "{Now look|Now you may look}!"
- At last [h] {stood in front of|stopped} [f]. "{Are you angry with me|Do you have a new friend}?"
  [he] asked in a small voice. "{Oh, you goose|Oh, [h.name]}," said [f], "{come and see|quick,
  come with me}!"
= surprise
- {Lanterns hung|Paper stars hung} from every {beam|branch}, [someone] {played|struck up} a tune,
  and {on the table|in the middle} stood [food], [food] and a cake with [his] name on it. "{Happy
  birthday|Surprise}!" {they all shouted|everybody called}.
- There stood a {new|fresh-painted} {cart|bench|boat|swing|rocking chair}, {with [his] name in
  [colour] letters|all [colour] and [colour]}. "{I made it for you|It took me three weeks}," said
  [f], "{because you are my friend|because you are always so good to me}. [someone] {lent me|gave
  me} [item], and [k] helped."
- It was {a theatre|a stage}! [F], [someone] and [k] {had learned|were going to act} a play about
  [h], {the hero of the valley|in which [he] saves a dragon}. [H] {had to sit in the first row|
  laughed and cried} {and ate [food]|and clapped the loudest}.
- "{We wanted to say thank you|This is for all your kindness}," said [f], and pulled away a
  {sheet|cloth}. {Everyone|All of them} had {sewn|painted} one square of a great big {quilt|
  picture}: [someone]'s showed [item], and [f]'s showed {two friends|[h] and [f]} [p2.at].
= moral
- {Not every secret is a bad one|Some secrets are kept out of love}.
- {Before you are sad|Before you grumble}, {ask|wait a little}: {it may be a surprise|things are
  often better than they look}.

@ learn
: open habit? start / try try2? feel? / teacher tip pause? / practice done / close moral?
= start
- [Day], [h] saw how [someone] could [skill], {and it looked so easy|and could not stop staring}.
  "{I want to do that, too|I must learn it}," [he] {thought|said}. [Weather]
- Everybody could [skill], or so it seemed: [someone] could, [someone] could, and {even|of course}
  [f] could. [Only] [h] could not. [Weather]
- "Can you [skill]?" asked [someone] [day]. [h] {looked at [his] feet|turned pink}. "{Not yet|No,
  I never tried}," [he] {said|mumbled}.
- [Weather] [Day], [h] made up [his] mind to {learn|find out} how to [skill], {come rain or
  shine|and not to give up this time}.
~ only: only; just
= try2
- {"You look so funny!"|"What are you doing?"} {called|laughed} [someone], who was [doing]. [H]
  pretended {not to hear|that it had been a joke}, but {[his] ears were hot|it stung}.
- The second time went {worse|no better}, and {of the third|about the third} it is {better to say
  nothing|kind to be silent}.
= teacher
- [K] had {watched|been looking on} {for [long]|from a bench}. "{It took me a whole year|When I
  was small, I cried over it, too}," said [k.he]. "{Shall I show you|Would you like some help}?"
- "I give up," said [h]. "{Give up|After one day}?" said [f]. "{Come, we will ask [k.name]|I know
  who can teach you}." And [k], who was [doing], {was happy to help|put everything down}.
- [He] {went to see|visited} [k], {the best teacher [at]|who knew how to [skill] better than
  anyone}. "{Sit down|First eat something}," said [k], and {fetched|shared} [food]. "{You are in
  too much of a hurry|Now tell me what goes wrong}."
= practice
- {Every morning|Day after day} [h] {practised|tried}, {while [h.sight]|before anyone was awake}.
  On {Monday|Tuesday} it {went badly|did not work}, on {Wednesday|Thursday} {a little better|
  nearly}, and on {Saturday|Sunday} something {clicked|changed}.
- {Ten times|Twenty times} it went wrong. {The eleventh|The next} time {it was almost right|[he]
  nearly had it}. "{Again|Once more}!" said [h], {wiping [his] nose|who was covered in {dust|
  bruises}}, and [f] counted {along|aloud}.
- [He] practised [p2.at] and [p3.at], {early and late|in the sun and in the wind}, and {whenever
  [he] felt like giving up|when it was hard}, [he] thought of {what [k] had said|the words of
  [k]}.
= moral
- {Nobody is born a master|Every master was once a beginner}; {practice does it|you only have to
  go on}.
- {Not yet does not mean never|"Not yet" is a better word than "never"}.
- {It is no shame to fall, as long as you get up|Falling is a part of learning, and so is getting
  up} {again|every time}.
@@ whistle
~ skill: whistle a tune
= try
- [He] {pursed [his] lips|puffed up [his] cheeks} and blew. {Pfff|Fffff}! {Only air came out|It
  sounded like a leaky {tyre|pipe}}, and {crumbs flew about|a sparrow fell off its twig laughing}.
= tip
- "{Make your mouth small|Think of a cherry stone}," said [k], "{wet your lips|put your tongue
  behind your teeth} and {blow as gently as if you wanted to cool soup|do not puff}."
= done
- And then, {quite suddenly|one evening}, {out came|there was} {a thin, clear note|one round
  note}, and {another|after it a second}. [H] whistled {a whole song|"The Merry Miller"}, and
  {from the hedge|far away} {a blackbird|[someone]} {answered|joined in}!
@@ kite spring autumn
~ skill: fly a kite
= try
- [He] {threw|tossed} it up, and {bump|thud}, {down it came|it landed} on {[his] head|a cow|a
  thorn bush}. The string {got into a tangle|wound itself round [his] {legs|neck}}.
= tip
- "{Feel where the wind comes from|Wet a finger and hold it up}," said [k]. "{Run against it|Stand
  with your back to it} and let the string out {little by little|slowly}."
= done
- The kite {shook itself|trembled}, {lifted its nose|tugged} and {rose|climbed}: higher than {the
  hedge|the chimneys}, higher than {the oak|the swallows}! "[Hurray]!" {shouted|called} [h],
  {leaning back|holding on tight}.
@@ skate winter
~ skill: skate on the ice
= try
- {One step|Two steps}, and {wham|plop}! [h] sat on the ice. [He] {got up|crawled up} by holding
  on to {a branch|a sledge}, and {sat down again|fell the other way}, {legs in the air|this time
  on [his] {nose|tummy}}.
= tip
- "{Bend your knees|Do not walk, glide}," said [k], "{look at the far shore and not at your feet|
  lean forward a bit}, and {hold on to this {chair|broom}|take my arm}."
= done
- {Swish, swish|Left and right}, {went the skates|the ice sang}, and [h] {flew|sailed} {across the
  pond|past everyone} {like [like]|in a great curve}. [He] even {turned round once|waved}, {though
  [he] sat down after it|without falling}.
@@ knit
~ skill: knit
= try
- The {wool|needles} {would not obey|had a will of their own}. What {was to be|should have been} a
  {scarf|sock} {looked like|became} a {spider's web|fishing net|bird's nest}, and [his] own
  {foot|tail end} was {knitted in|part of it}.
= tip
- "{In through the gate, round the post, and out again|One stitch at a time}," {sang|said} [k].
  "{Nobody hurries a stitch|Count to ten and start a new row}."
= done
- The scarf grew as long as {a spoon|a shoe}, then as {a broom|a door}, with {only three holes|
  stripes of [colour] and [colour]}. [H] {wound|put} it round the neck of [f], who {wore it {day
  and night|even in bed}|was very proud}.
@@ juggle
~ skill: juggle
= try
- [He] began with {eggs|apples}. {That was a mistake|That was not wise}. {Splat|Plop}, {splat|
  plop}, splat! {One hit [his] nose|One rolled into a drain}, and {the cat next door|a hungry
  sparrow} {was delighted|ate the rest}.
= tip
- "{Start with one|Leave the eggs alone}," said [k]. "{Throw it to the height of your eyes|From
  one side to the other, like a rainbow}. {When that is easy, take two|Then comes the second}."
= done
- {Up and down|Round and round} they went, {three beanbags|three little balls}, {a [colour], a
  [colour] and a [colour] one|like a wheel in the air}. "[Hurray]!" {cried|called} [f], and {threw
  in a fourth|clapped}.
@@ bread
~ skill: bake bread
= try
- The first loaf was {as flat as a plate|as hard as a brick}. {The ducks sank when they ate it|Not
  even a goat would touch it}. {The second was black|The second stuck to the ceiling}, and {smoke
  came from the window|[someone] came with a bucket}.
= tip
- "{Dough is like a friend|You forgot to wait}," said [k]. "{Be warm to it and give it time|It
  must rest under a cloth until it has grown}. {And a pinch of salt|And use both arms when you
  knead}!"
= done
- {The crust crackled|It rose like a small sun}, and the smell {went all down the street|woke the
  neighbours}. [h] cut {the first slice|a thick slice} for [k], {the second for [f]|and one for
  [f]}, and {there was only the crust left for [himself]|put plum jam on [his] own}.
@@ scooter
~ skill: ride a scooter
= try
- [He] {pushed off|got on}, wobbled {left|right}, {wobbled right|shrieked}, and {landed in|rode
  straight into} {a hedge|a haystack|a flower bed|the washing}. {A wheel went on turning|Only
  [his] {feet|ears} stuck out}.
= tip
- "{Look where you want to go, not at the ground|Do not be stiff like a broom}," {called|said}
  [k], who {ran alongside|held on behind}. "{One long push, then glide|Bend the knees a bit}!"
= done
- {"Do not let go!" cried [h]. But [k] had let go long ago!|When [he] looked round, nobody was
  holding on.} [H] {rolled|whizzed} {down the path|past the pump} all alone, {ringing the bell|
  with the wind in [his] face}.
@@ paint
~ skill: paint a picture
= try
- It {was meant to be|should have been} a {horse|boat}, but {it looked like|everyone took it for}
  a {potato with legs|teapot|sofa}. {The sky dripped into the sea|The blue ran into the yellow},
  and {all turned brown|there was more paint on [him] than on the paper}.
= tip
- "{Look first, paint afterwards|Do not paint what you know, paint what you see}," said [k]. "{How
  does the light fall|Which colour has the shadow}? {Take your time|And wash the brush in
  between}."
= done
- When [he] {put down|washed} the brush, there it was: [pl], {with the morning light|and above it
  the sky}, {and|and if you looked closely,} [f] waving {in one corner|from a window}. {It hangs|
  They hung it} in the library {to this day|between the atlases}.
@@ row spring summer
~ skill: row a boat
= try
- {With a splash|Splash}! {One oar was in the water and the other in the air|The boat went round
  like a top}. {A duck|A frog} {overtook [him]|watched and shook its head}, and the oar {floated
  away|hit [someone]'s hat}.
= tip
- "{Both together|Like two wings}," said [k]: "{lean forward, dip, pull, lift|dip, pull and
  breathe}. {And look at one tree on the bank, so that you stay straight|And do not dig for
  potatoes}."
= done
- {Drip, drip|Without a splash}, the boat {slid|glided} {across the water|through the lilies}. [H]
  rowed [f] {to the far side|all the way round}, where they {ate|unpacked} [food], {as proud as
  two admirals|with their feet in the water}.
@@ letters
~ skill: read
= try
- The letters {danced about|looked like ants}. [H] {stared|frowned} at them {until they blurred|so
  hard that [his] head hurt}. {Was that a snake or an S|Was it a B or a pair of spectacles}? {[He]
  read "soap" when it said "soup"|[He] held the book upside down}.
= tip
- "{Every letter makes a sound|Do not swallow the word whole}," said [k]. "{Say them one by one
  and then slide them together|Put your finger under it}: {h-a-t, c-a-t|s-u-n, b-u-n|m-u-d,
  b-u-d}. {Do you hear it|You see}?"
= done
- {"B-a-k-e-r-y,"|"M-i-l-k,"} {spelled|read} [h] {on a sign|on a jug}, {and stopped|and gasped}.
  It was a word! {[He] ran through the streets|Now there was no stopping [him]}: [he] read {shop
  signs|labels}, {posters|letters} and {at night|at last} a whole {story|book} {to [f]|aloud}.
@@ cartwheel
~ skill: turn a cartwheel
= try
- {Hands down|Head down}, {legs up|tail up}, and {crash|thump}! The {world|sky} {was upside down|
  turned over}, and [h] lay {in the nettles|on [his] back} {like a beetle|like a fallen chair}.
= tip
- "{Do not be afraid of your own legs|Kick as if you wanted to reach the clouds}," said [k], who
  {drew|scratched} a line {on the ground|in the dust}. "{Hand, hand, foot, foot|Along the line,
  like a wheel}!"
= done
- {Round [he] went|Over [he] went}, {once|one turn}, {twice|two turns}, {and landed on both feet|
  without a wobble}! {[F] tried it at once|[F] joined in}, and {they rolled down the whole
  meadow|before supper everybody was dizzy}.
"""
