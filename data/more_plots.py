"""Plots of the stories, second part: visits, contests, discoveries, secrets and learning."""

TABLE = """
@ visit away
: open habit? start stroll / arrive welcome pause? / do do2? small? / leave close moral?
= start
- [Day], {a letter|a card|a note|a postcard} {came|arrived|fluttered through the door|slid under the
  door}. "Dear [h.name]," {it said|it began|[he] read|were the first words}, "{please|do|I beg you,|
  if you can,} {come and see me|visit me|join me|be my guest} [s.at]. {There will be|I have plenty
  of|We can share|You shall have} [food]. {Yours|Love|Your friend}, [k.name]."{| [Weather]}
- [Day], [h] {thought of|remembered|could not stop thinking of|dreamed about} [k], whom [he] had not
  {seen|met|visited|spoken to} for {weeks|ages|a month|far too long}. "{Today I shall go|I will pay
  a visit|It is time for a visit|I must see [k.him] again}," [he] {decided|said|thought|told
  [himself]}, {packing|wrapping|picking out|taking} [gift=item] as a {present|gift|surprise}.
- {[h] had promised [k] to|[h] had told [k] that [he] would|[k] had begged [h] to|[h] had made a
  plan with [k] to} {drop by|come to tea|pay a visit|look round} [s.at] [day], and {a promise is a
  promise|[he] had not forgotten|[h] always kept [his] word|now it was time to go}. [He] took
  [gift=item] {along|as a present|with [him]|for a surprise}.
- "{What a day for a visit|It is much too nice to stay at home|I should love some company|Nobody
  should sit alone today}!" {said|cried|thought|called} [h] [day]. {At once|So|Quickly|Humming a
  tune,} [he] {wrapped|packed|chose|found} [gift=item] for [k], who was {staying|spending the day|
  spending the week|helping out} [s.at].
= arrive
- {When at last|As soon as|The moment|Just as} [he] {arrived|came|stood|appeared} [s.at], [s.sight],
  and {[k] was {sitting|waiting|resting|standing} in the {sun|doorway|shade|fresh air}|there {sat|
  stood|waited} [k]}, {|busy |happily }[k.hobby]. "[Hello], {[h.name]|my friend|dear [h.name]|old
  friend}!" {cried [k.he]|called [k.he]|[k.he] called {gladly|from afar|with a wave}}.
- [S.at] it was {lively|peaceful|cosy|pretty}: [s.sight], {and there|and not far off|and close by|
  and in the middle} {stood|waited|was} [k], {waving|beaming|smiling|nodding}, with [item] in
  [k.his] [k.hands].
- [K] {ran|came|hurried|rushed} {to meet [him]|towards [him]|out at once|down the path}. "{You came|
  There you are|How good to see you|Come in, come in}! {Mind the {step|puddle|wet paint|bucket}|
  Careful, there is a {step|puddle|bucket|hole}}. {I was just|I have been|I am still|I was busy}
  [doing], {and everything is upside down|so excuse my apron|so do not mind the mess|but that can
  wait}."
- {Nobody answered|There was no answer|Nothing moved|All stayed quiet} when [h] {called|knocked|said
  hello|rang the bell}. {Had [k] forgotten|Was [k] out|Was it too early}? Then {a laugh|a voice|a
  shout|a giggle} {rang out|was heard|came from above|reached [him]}: "{Up here|Look up|Here I am|
  Over here}!" [k] was {standing|sitting|balancing} on {a ladder|the roof|a high wall|a tall stool},
  [doing].
= welcome
- They {began with|sat down to|shared|started with} [food] {and|followed by|and then|together with}
  [food], {and|while} [h] {told|brought|shared|poured out} {all the news|the latest news|the news of
  the valley|everything that was new}: [someone] was [doing] {again|at all hours|all week long}{|,
  and [someone] had {lost|found|bought} [item]}.
- "{What smells so {delicious|good|wonderful}|What is in that {pot|dish|pan|bowl}|What is there to
  eat|Is that for {us|lunch|supper}}?" {asked|wondered} [h]{|, sniffing|, coming closer|, licking
  [his] lips}. "[Food]," {said|answered|laughed} [k], {lifting the lid|stirring|laying the table|
  fetching two plates}. "{I made plenty|I have enough for six|There is more than enough|I cooked a
  great heap}, {because I knew that you would be hungry|but I burned the first lot|so sit down and
  eat|for guests must never go hungry}."
- {[H] {gave|handed|passed} [his] {present|gift} to [k.him]|[H] {held out|brought out|unpacked}
  [his] {present|gift}|[H] put [his] {present|gift} {on the table|into [k.his] [k.hands]}}. "{For
  me|Is it really for me|Is this mine|May I keep it}? {This is just what I wished for|The very thing
  that I needed|You always know what I like|I never had such a fine one}!" {said|cried|called} [k],
  {turning it round and round|and put it in the best place|and showed it to [someone]|and gave [him]
  a hug}.
= do
- {After that|Then|Next|Now} [k] {showed|led} [him] {round|about|all round|to every corner}. {There|
  And there}, [s.spot], {slept a {hedgehog|mouse} family|sat a {fat|sleepy|spotted} {toad|snail|
  beetle}|there was a nest with {three|four|five} chicks|lay a pile of {treasures|shells|old
  books}}, and {above it|beside it|behind it} {grew wild strawberries|hung a swing|someone had
  carved a {face|heart|star}|somebody had hidden [item]}.
- {After that|Then|First|Next} they {played|tried} {hide-and-seek|tag|blind man's buff|leapfrog} {
  until they were {dizzy|tired|hot}|for [long]}, then {they {built|piled up|made} a {tower|castle|
  ship|robot} from [item] and [item]|they {acted|made up} a play about a {dragon|queen|robber|king}
  who {ate nothing but|dreamed of|stole|could only cook} [food]|they drew a picture of [someone]
  [doing]}.
- [k] {taught|showed} [h] {a song with {nine|seven|ten|twelve} {verses|parts}|a dance with a {jump|
  hop|turn|bow} in {it|the middle}|a game with {five|six|three|nine} {stones|walnuts|buttons|
  sticks}|a {knot|trick} that {sailors|fishermen|pirates|millers} {use|know}}. {It was {{harder|much
  harder|trickier} than|not as easy as} it {looked|seemed}|{At first|To begin with|The first time}
  [h] {got it all wrong|mixed everything up|fell over}|[h] {muddled|mixed up} left and right|It took
  {four|five|six|ten} tries}, {but who {cared|minded}?|but that was half the fun.|but they {laughed|
  giggled} all the {more|time}.|and [k] {had to|could only} {laugh|giggle}.}
- Together they {finished|got on with|took care of|went on with} {the work|the day's work|all the
  chores|what had to be done}. [h] {held|carried|found|brought} [item], [k] {fetched|lifted|needed|
  used} [item], and {what would have taken a day|the whole job|everything|a long list of jobs} was {
  done|finished|over} {in an hour|before the tea was cold|before noon|in no time}.
= do2
- {While they rested|Later on|When they were tired|Over a cup of tea}, [k] {told|made up|remembered}
  {a story|a tale} {that was not quite true|from long ago|that had no end|full of wonders}, about {a
  {fish|cow|snail|horse} with a {beard|golden tooth|wooden leg|top hat}|a {giant|wizard|robber|
  prince} who {was afraid of|ate|slept on|sold} [item.few]|a {king|queen|captain|princess} who lost
  {a crown|a shoe|a ring|one sock} in the {soup|snow|sea|jam}|a {cloud|star|windmill|tree} that {
  fell in love with|talked to|ran after} a {hill|river|goose|ship}}. [h] {listened with open mouth|
  laughed until [he] cried|wanted to hear it again|forgot [his] [food]}.
- {Suddenly|All at once|Just then|Without warning} it {began to rain|turned windy|became cold|grew
  dark}, so they {crept|sat|crawled|huddled} under {the table|a blanket|a cart|an umbrella} {and
  told riddles|and made up riddles|with a plate of [food]|and shared [food]}. {"What has {teeth|
  sharp teeth|many teeth} {and|but} {cannot|never can} bite?" {asked|said} [k]. {"A comb!"|"Is it a
  comb?"|"A saw!"}|"What has {legs|four legs} {and|but} {cannot|never can} walk?" {asked|said} [k].
  {"A table!"|"Is it a chair?"|"A bed!"}|"What has {hands|two hands} {and|but} {cannot|never can}
  clap?" {asked|said} [k]. {"A clock!"|"Is it a clock?"}} {said|guessed|shouted} [h].
~ item.few: butter; buttons; feathers; mice; moths; mushrooms; pillows; pancakes; turnips
= small
- {Only one thing went wrong|There was one small mishap|Once there was a loud crack|Then came a
  crunch}: [h] {sat on|knocked over|dropped|trod on} [item]. "{Never mind|It does not matter|Do not
  worry|No harm done}," {said|laughed} [k], "{that is what visitors are for|it was old anyway|I do
  that every {week|day|Monday}|I never liked it}."
- Once [h] {felt|was|grew|became} a {little|bit} {homesick|quiet|sad|lonely}, and [k], who {noticed|
  saw|felt|understood} it {at once|straight away|very soon}, {put a {shawl|blanket} round [him]|gave
  [him] {the softest cushion|[item]|some [food]}|sat down close to [him]} and {said nothing|hummed a
  song|told a joke|asked about [f]}.
= leave
- When the {shadows grew long|afternoon was over|hours had gone by|sun sank low}, {[h] had to|it was
  time for [h] to} {go|say goodbye|set off|go home}. "{Come again soon|Next time I will visit you|It
  was {lovely|too short}|I shall miss you}," {said|sighed} [k], and {gave|handed|brought} [him]
  [item] {for the road|to take home|to remember the day|for [f]}.
- "{Must you go already|Is it so late|Can you not stay|Will you come again}?" {sighed|asked|said}
  [k]. {They {hugged|sang|called}|They waved to each other|[k] stood waving} until [h] was {a dot on
  the road|round the bend|over the hill|out of sight}. {At home|Far off|At the other end}, [f] {was
  waiting|stood waiting|came running} {at the gate|by the door|with [food]|with a lantern}.
- {All good things come to an end|Then it was time|Too soon the {day|visit} was over|The clock
  struck {five|six|four}}. [k] {walked|came|went} {a bit of the way|as far as the {signpost|bridge|
  corner|crossroads}|half of the way} with [him], {and|where} {they agreed|it was settled|they
  decided|[k] promised} that [f] {should|must|would} {come along|be invited|be there, too,|join
  them} {the next time|next week|one day soon|before the month was out}.
= moral
- {A visit is {the best|a fine|a lovely} present|To visit {somebody|a friend} is to say: I {thought
  of|missed|like} you}.
- {Friends live far away sometimes|Even a long road is short|No {path|road} is too steep}, when {
  somebody is waiting at the end|you are welcome there|a friend {opens the door|lives there}}.

@ contest away
: open habit? start / ready ready2? / bigday / turn / award close moral?
= start
- [Day], {a poster|a notice|a sign|a painted board} {was|had been} {nailed|pinned|stuck|fixed} to
  the {fence|door|clock tower|gate}: "{Great|Grand|Merry|Big} [contest=contest] [s.at] {on {
  Saturday|Sunday|Friday}|next {Saturday|week|Tuesday}|in {seven|ten|nine} days}! {First prize|The
  prize|For the winner|To be won}: [prize=prizes]."
- "{Have you heard|Did you know|Have you seen the poster|Has nobody told you}?" {cried|called|asked|
  shouted} [f] [day]. "{There is to be|They are holding|There will be|[someone] is planning} a
  [contest=contest] [s.at], and {the prize is|the winner gets|the best one wins|you can win}
  [prize=prizes]!" [h] {felt [his] heart jump|nearly dropped [item]|{hopped|jumped} for joy|could
  not {stand|sit} still}.
- Every year there was a [contest=contest] [s.at], and {every year|every time|each time|so far} [h]
  had {come last|only watched|been too {shy|late|small}|stayed at home}. "{This time I will win|This
  year I shall try|Now it is my turn|I will be ready this time}," [he] {told [f]|said|decided|
  promised [himself]} [day]. {The prize was|The winner would get|One could win|The best would be
  given} [prize=prizes].
~ prizes: a golden cup; a basket of peaches; a ride in a hot-air balloon; a crown of paper roses; a
  blue ribbon; a cake with nine layers; a telescope; a pair of red boots; a big brass bell; a
  painted rocking chair; a new bicycle; a silver spoon; a box of fireworks; a wooden horse; a chest
  of toys; a lamp of [colour] glass; a [colour] velvet cloak; a [colour] kite
= ready
- {For days|All week|From then on|Day after day} [h] {practised|got ready|worked hard|tried hard}, {
  in the rain and in the sun|before breakfast and after supper|early and late|without a rest}.
  [Work]{| [F] {helped|held the watch|brought [food]|sat by} and {cheered|kept count|clapped|sang a
  song}.}
- [Work] {"Faster!"|"Again!"|"Better!"|"Once more!"} [he] told [himself], {and forgot to {eat|rest|
  play}|though [his] [hands] were sore|until the stars came out|and tried {once more|again}}.{| Even
  [likes] had to wait.| There was no time for [likes].| Not even [food] could stop [him].}
- "{It is only a game|Remember to have fun|Do not work too hard|Come and have some [food]}," said
  [f], who {had entered as well|was trying, too|wanted to take part, too|had made a few plans, too}.
  But [h] {thought of {the prize|nothing but winning|the big day|being first}|wanted to win|did not
  {hear|listen}}. [Work]
= ready2
- Meanwhile [someone] {boasted|told everyone|said to all|shouted in the street}, "{I shall win, of
  course|Nobody can beat me|The prize is as good as mine|You will all lose}!" and [someone] {
  stopped|gave up|left off|got tired of} [doing] to {practise as well|try it, too|get ready, too|
  join in}.
- {The night before|On the eve of the great day|When bedtime came|On the last evening}, [h] could {
  hardly|not} {sleep|lie still|close [his] eyes|eat}. [He] {counted|checked|packed|laid out}
  everything {twice|three times|once more|with care}: {two spare buttons|a lucky stone|a clean
  shirt|a good-luck charm}, [item] and [item].
= bigday
- {Then|At last|Soon} the {great|big|long-awaited} day {came|was there|dawned}. [S.sight], {flags|
  ribbons|banners|balloons} {fluttered|waved|danced|flew} {|everywhere|overhead|in the air}, and
  [k], {who was the judge|the judge|who was to judge}, {rang a bell|blew a whistle|stood on a
  barrel|waved a [colour] flag}. "{Ready, steady, go|You may begin|Off you go|Start now}!"
- [S.at] there was {such a crowd|such a crush|so much pushing|such a noise} that {children sat on
  shoulders|some climbed on {roofs|carts|walls}|the {hens|dogs|ducks} ran away|nobody could find a
  seat}. [someone] {sold|shared out|carried round} [food], [someone] {beat a drum|waved a flag|blew
  a horn|held [item]}, and [k], {the judge|who was the judge}, {called out the names|read the rules|
  asked for quiet|looked very {stern|serious}}.{| [H] swallowed!| It began!| Now it was time!}
- "{May the best one win|No pushing, please|Play fair, all of you|Good luck to everyone}," {said|
  called|cried} [k], who {was to judge|was judge of|had the rules of|would judge} the [contest]. {
  Side by side|One after another|One by one|With beating hearts} they {lined up|took their places|
  came forward|got ready}: [someone], [someone], [f] and, {last of all|a little pale|at the very
  end|with [item] for luck}, [h].
= turn
- [H] was {doing well|in front|doing better than anyone|almost sure to win} when [he] heard {a sob|a
  cry|a sniff|a small voice} {behind [him]|close by|not far away}. [Trouble] {The prize was so
  near!|Nobody else had seen it.|What now?|Should [he] stop?} [He] {bit [his] lip and|took one look
  and|thought of [f] and|sighed once and} {turned back|went back|ran back|hurried over} {to help|at
  once|with [item]}. {When all was well again|By the time it was put right|Before it was all mended|
  While [he] was busy with it}, [someone] had {won|taken first place|gone home with the prize|come
  first}.
- {At first|To begin with|In the beginning|For a while} {all|everything|nearly everything} went {
  wrong|badly|crooked}: [mishap]. [h] {could have cried|wanted to {run away|give up|hide}|felt quite
  {hot|cold|ill}}, but then [he] {saw|caught sight of|found|looked at} [f], {who {nodded|smiled|
  waved|winked}|took a deep breath|counted to ten}, and {began again|tried once more|started afresh|
  went on} {slowly|calmly|without hurrying|step by step}. {The others {hurried|stumbled|made
  mistakes}|[someone] was too quick}, and {in the end|when it was over|to the surprise of all|when
  [k] had counted} {[h] had won|the winner was [h]|nobody was better than [h]|[h] was the best}!
- [H] did {[his] very best|everything right|better than ever|all that [he] could}, {and so|but then
  so} did [someone], who was {a tiny bit|just a little|only a hair|one small step} {better|faster|
  ahead}. [H] {came second|was second|got second place|had to be second} and felt {{a sting|a pinch|
  a stab} in [his] {heart|chest}|a lump in [his] throat|{quite|rather} [sad]|tears in [his] eyes}. {
  Then [he] walked over|But [he] took a breath|Yet [he] swallowed hard|Still, [he] went up} and {
  held out [his] [hands]|said {kindly|bravely|with a smile}|gave a small bow}: "{Well done|That was
  wonderful|Bravo|How good you were}! {You earned it.|How did you do it?|Will you teach me?|I am
  glad for you.}"
- "[Oh]!" {groaned|cried|called|sobbed} [f] {next to [him]|beside [him]|all of a sudden|in the
  middle of it}: [mishap.f]. [h] had {two|a spare one|another|one more} {|in [his] [bag]|at hand}.{
  | Without help [f] would {be out|lose}.| If nobody helped, [f] would lose.} "{Here, take mine|Use
  this|Do not cry, have mine|Quick, I have another}," {said|called|whispered} [h]. {In the end|When
  it was over|At the finish|After [long]} {they came in together|they were both equally good|the two
  shared first place|there was no first and no second}, and {the judge {could not choose|saw no
  difference} between them|nobody {could|dared to} say who was better|[k] had to cut the prize in
  two|[someone] {cheered for both|threw a hat in the air}}.
= award
- {"There is one more prize,"|"Wait!"|"I have not finished,"|"Do not go yet,"} {said|called|cried}
  [k]. "It {is|was kept|is meant} for {the kindest heart|the best friend|the bravest one|the best
  helper} of {the day|all|this [contest]}, and {it goes to|that is|I give it to|the name on it is}
  [h.name]." {It was only [item]|The prize was [item]|It was no more than [item]}{|, but [h] {would
  not have swapped it for [prize]|carried it home like a {crown|treasure}|held it {high|tight}|liked
  it better than [prize]}}.
- {The {crowd|whole place}|All who had come|Everyone there} {clapped|stamped and cheered|shouted and
  waved|sang and danced} {until the {pigeons|crows|hens} flew up|for [long]|and would not stop|and
  threw their hats up}. [K] {shook|pressed|took|held} [his] [hands]. "{I have never seen such a
  [contest]|That was the finest [contest] in my life|What a [contest] that was|I shall never forget
  this [contest]}{!|, and you can be proud.|, thanks to all of you.|, {dear|my good} [h.name]!}"
- {[Prize] {was put on a table|was passed round|stood on a [colour] cloth|was carried in}, and|Then
  came [prize], and} {all who had taken part|everybody|big and small|friends and neighbours} could {
  look at|touch|admire} it. "{Yes|Very well|Oh my|Come}," {said|laughed|cried} [h] to [f], "{it was
  the most fun I ever had|now I want [food]|and now for some [food]|next time I would rather play
  with you}."
= moral
- {Winning is {nice|fine}|A prize gathers dust|Cups and ribbons are pretty}, but {a good friend is {
  nicer|better}|it is {nicer|better} to be kind}.
- {{Whoever does|Those who do} their best|Somebody who {tries hard|never gives up}} {can never
  really lose|will always win something|may be proud}.
- {Slow and careful|Calm and steady|Careful and patient} {goes far|often beats {quick and loud|fast
  and proud}|gets there in the end}.
~ trouble: [someone] had {fallen|slipped|tripped} and could not {get up|walk}.; [someone] had lost {
  a shoe|a button|a hat|[item]} and was {crying|in tears}.; There {stood|sat} [someone], who had {
  burned|cut|pinched} {a finger|a toe}.; [someone] had got {something|dust|a fly} in one eye and
  could not see.; It was [someone], whose {things|buns|apples} had all {tumbled|rolled|fallen} into
  a {puddle|ditch}.; A very small {snail|duckling|kitten|beetle} had {wandered|got} into the middle
  of everything.
~ mishap: [item] fell on [his] {toes|foot}; the wind blew {dust|sand|straw} into [his] eyes; a {
  button|buckle|lace} {popped off|came loose}; a {bee|fly|moth} sat on [his] nose; [his] {legs|
  knees} shook like {jelly|leaves}; {somebody|[someone]} trod on [his] foot; a string {broke|came
  undone}; [he] had to sneeze {three|four|five} times; [he] {slipped|stumbled} over [item]
~ mishap.f: a string had {snapped|broken}; the {paint|glue|flour} had run out; a {wheel|handle} had
  come off; the last {nail|peg|pin} was bent; a {shoe|bag} had split; the {spoon|stick} had broken;
  the {rope|ribbon} was torn
@@ kite spring autumn
~ contest: kite festival; kite contest; kite day
~ work: [He] {cut|folded} {paper|cloth}, bent {thin|long} sticks and painted {a dragon|a fish|two
  eyes|[colour] stripes} on the kite.; [He] {ran|raced} up and down {the hill|the lane|the field}, {
  letting out|winding up} the {string|line}.; {Two|Three|Four} kites {tore|broke|flew away|got
  caught in a tree}, and [he] made {another|a new one|one more}, with a tail of {rags|ribbons|paper
  bows|[colour] wool}.
@@ cake
~ contest: baking contest; cake contest; pie contest
~ work: [He] {stirred|mixed|beat}, tasted and {stirred|mixed|tasted} again, with {flour|sugar|dough}
  up to [his] {ears|elbows|knees|eyes}.; {Five|Seven|Four|Six} cakes {sank|burned|fell apart}, {one
  exploded|one tasted of soap|one stuck to the tin}, and the next was {fine|golden|perfect|just
  right}.; [He] tried {cinnamon|honey|raisins}, then {cherries|lemon peel|plums}, then {both|nuts|a
  bit of everything}.
@@ song
~ contest: singing contest; music contest; talent show
~ work: [He] sang {scales|the same song|high and low} to {the cows|the washing|the moon|an empty
  chair} until {the windows rattled|[someone] put wool in both ears|[someone] {begged for quiet|shut
  the window}}.; [He] {wrote|made up} a song about {rain|[food]|a lonely boot|[someone]}, with a {
  sad|funny|long|loud} ending.; [He] {hummed|sang|whistled} {in bed|in the bath|on the stairs|at
  table}, {high and low|loud and soft|with [item] for a drum}.
@@ race
~ contest: sack race; three-mile race; egg-and-spoon race; obstacle race
~ work: [He] ran {to the mill|round the pond|up the hill|to the bridge} and back, {once|twice|three
  times} {a day|before [food]}.; [He] {jumped over|crawled under|ran round} every {bench|cart|fence|
  table} that [he] could find.; [He] {counted|took|ran} {a hundred|two hundred|fifty} steps, {
  rested|stretched|drank some water}, and {ran|counted|started} again.
@@ boat spring summer
~ contest: boat race; raft race; toy boat race
~ work: [He] {carved|cut|made} a hull from {bark|pine wood|a plank}, {cut|sewed} a [colour] sail
  from an old {shirt|pillowcase|sheet} and tested it in {the bath|a tub|a puddle|a bucket}.; {Two
  boats|The first boat|The [colour] boat} sank, {the third|the next|another} went {round in circles|
  backwards|sideways}, but {the fourth|the last|the newest} sailed {straight|well|like a swan}.
@@ snow winter
~ contest: snowman contest; sledge race; snow castle contest
~ work: [He] rolled {balls|heaps|lumps} of snow until [his] [hands] {were blue|tingled|were numb} {|
  and [his] nose was red|and the stars came out}.; [He] {waxed|mended|painted|polished} the old
  sledge with {a candle end|[colour] paint|[item]}.; [He] built {a wall|a tower|an arch}, {and
  knocked it down|and watched it melt|gave it a hat}, and built {a better one|it again|one more}.
@@ harvest autumn
~ contest: pumpkin show; vegetable show; harvest contest
~ work: [He] {watered|weighed|measured} [his] pumpkin, {sang to it|covered it at night|told it
  jokes} and {chased away|shooed off} {the slugs|the crows|the mice}.; [He] {polished|scrubbed|
  brushed} the {biggest|roundest|fattest} {turnip|beetroot|onion} {until it shone|to make it shine}
  like {a moon|a lamp|glass}.

@ discovery
: open habit? start / find guess pause? / ask? test / truth close moral?
= start
- [Day], [h] was {|busy }[hobby] {all alone|by [himself]|without a care|as usual} [at], {when [he]
  noticed something|and that is how it {began|happened}|when something caught [his] eye|until [he]
  saw something odd}. [Weather]
- [Weather] [h] and [f] {went|had gone|set out|were off} {to look for|to pick|to gather|hunting for}
  {mushrooms|berries|pretty stones|firewood} [p2.at] [day].
- {If the wind had not|If a gust had not|Had the wind not|If a breeze had not} {blown away|carried
  off|whirled away} [his] {hat|scarf|handkerchief|cap} [day], [h] {would never have|might never
  have} {come|walked|gone|run} {to|as far as|all the way to} [p2], where [p2.sight].
- [Day], [h] {dropped|had dropped|lost hold of|let go of} [item], which {rolled and rolled|went
  bumping along|went rolling off|tumbled away} {until it stopped|and came to rest|and lay still|and
  ended up} [h.spot]. [H] {bent down|crawled closer|knelt down to look|reached out}.
- {It all began|This began|It happened|The riddle began} [day]: [h] {took a short cut|lost [his]
  way|chased a butterfly|stopped to rest} {on the way to|not far from|close to|behind} [p2]. {
  [Weather]|Nobody was about, and [p2.sight].|There [p2.sight].|All around, [p2.sight].}
= guess
- "{Whatever can it be|Who put it here|Where does it come from|What does it mean}?" [he] {wondered|
  thought|muttered|whispered}. {No answer came|The wind kept silent|Nobody could tell|It was
  puzzling}, and [s.sight].
- [f] {came running|came closer|looked, too|bent over it}. "{Perhaps|Surely|I think|I bet} {a|some}
  {giant|pirate|wizard|king} {left|lost|dropped|forgot} it," said [f.he]. "{Nonsense|Silly|Never|
  Hardly}," said [h], but [his] {voice shook|knees trembled|heart beat faster|nose twitched}.
- {Was it safe|Did it bite|Was it magic|Could it hurt}? [H] {poked|tapped|nudged|tickled} it {with a
  stick|with a twig|with one toe|with [item]}. {Nothing happened|It kept still|All was quiet|Not a
  sound}. It smelled of {salt|old books|rain|pepper}.
- {Three|Four|Five|Six} times [h] {went|crept|walked|stole} {round it|past it|up to it}, {no wiser|
  more puzzled|shaking [his] head|thinking hard}. {It was not|Not|Certainly not} [item], {nor was
  it|nor|or even} [item].
- {A riddle|A mystery|How strange|How odd}! {"I must find out,"|"I will solve it,"|"I want to
  know,"|"I cannot sleep now,"} {said|thought|declared|decided} [h], {forgetting|and forgot|with no
  thought of} [food] and {even|perhaps} [likes].
= ask
- They {asked|showed|told|went to} [someone], who {had no idea|only laughed|could not help|knew
  nothing}, and [someone], who {offered them|wanted to give|would have paid} [item]. {But no|No,
  they kept it|Not enough|They said no}.
- "{I have seen much|I am quite old|I know every stone|I have travelled far}," said [someone], who {
  stopped|was|left off} [doing], "{but never that|but this is new|yet I cannot help|but what is it}.
  {Ask around|Go on looking|Try someone wiser|Keep your eyes open}."
- {Whom could they ask|Who was there to ask|Who would know}? [someone] {shrugged|yawned|knew
  nothing|ran away}, [someone] was {busy|still} [doing], and [someone] {talked|spoke} {only of|just
  about} [food].
= moral
- {Whoever keeps asking|Whoever looks closely|Those who look twice|Anyone with open eyes} {finds|
  will find|can find} {wonders|a secret|something new|a surprise} {everywhere|behind every stone|in
  any place|on any day}.
- {The world is full of|This valley has many|There are plenty of} {riddles|secrets|puzzles|hidden
  things}, {and most of them are friendly|if you have time to look|but only some are solved|for
  those who are curious}.
- {Some treasures shine|The best discoveries are small|Not all finds are gold|You never know what
  you may find}, {and some are friends|and some fit into a pocket|but all are worth a look|and some
  can only be shared}.
@@ bottle
= find
- {There|There before [him]|And there|Right there}, [here], {lay|stood|rested|was} a {green|dusty|
  blue|muddy} bottle with a {cork|roll of paper|scrap of paper|letter} in it. {Plop|Pop|Plip}! {Out
  came|[H] shook out|[He] drew out} {a letter|a note|some writing}. "{To whoever finds this|Dear
  finder|Dear stranger|Hello, you}," {it said|it began|were the first words}, "{I am looking for a
  friend|I have nobody to write to|I should like a letter|please write to me}."
- {Something clinked|Something glittered|A glint of glass showed} [here]: {it was a|a small|a} {
  green|dusty|brown|sandy} bottle, {tightly closed|well corked|shut with wax}, and {inside|in it}
  was {a letter|a page|a folded note}! "{Is anybody there|Will you be my friend|Who are you, finder|
  Could we be friends}?" {it said|it read|somebody had written} in {wobbly|faded|tiny|[colour]} {
  letters|ink}.
= test
- They {puzzled|thought|bent|wondered} over {the|those} {smudged|crooked|wet|faded} {letters|lines|
  words}. {There was a drawing|In one corner was a picture|Below was a sketch|At the end came a
  drawing} of {a lighthouse|a boot|three fish|[item]}, and the {name|last word} began with {the same
  letter as|a curl like the one in|just such a letter as} "[k.name]". {So they|At once they|That was
  why they} {went|set off|ran|hurried} {to see|to ask|to} [k].
- {Who had written|Who could have sent|Where had it come from, and who wrote} {it|the letter|the
  words}? [F] {held it|turned it} {up to the light|upside down|this way and that}. "{I know that
  writing|Look at that blot|I have seen this hand before|See how the lines slope}!" said [f.he]. "{
  It is just like|That could be|It must be} [k.name]'s." {So|And so} they {knocked at the door of|
  went to find|called on|visited} [k].
= truth
- "{You found it!|Is that my bottle?|My letter!|It is mine!}" {cried|laughed|called|said} [k]. "I {
  threw it into the water|sent it off|let it float away|tossed it in} {last year|two summers ago|
  ages ago|long ago}, {and I had given up hope|when I was lonely|and nobody answered|because I had
  no one to talk to}!" {From then on|After that|Since that day} they {wrote|sent letters|sent notes}
  to {each other|one another} {every week|once a month|on Sundays|on rainy days}, {with drawings of
  [food]|even though they lived so near|sealed with jam|and never missed once}.
- [K] {turned pink|went red|stood very still|blinked}. "{Yes,|Oh yes,|Well,} I {wrote|sent} it,"
  said [k.he], "{when I was small|one rainy day|last winter|on a lonely evening}. {I never thought|I
  did not dream|I hardly hoped} that {anyone would read it|it would be found|somebody would come}!"
  [H] {took out|found|fetched} a {pencil|pen|crayon} and {wrote|put down} {the answer|a reply} {then
  and there|on the back|at once}: "{Come to tea|I like you|Let us be friends}."
@@ egg spring summer
= find
- Under {some leaves|a bush|a fern|the brambles}, {all alone|quite alone|without a nest|half
  hidden}, {lay|was|there lay} {an egg|a single egg|one large egg}. It was {blue with spots|as big
  as a {pear|fist|bun}|striped like a {wasp|sock}|[colour] all over}, and {|it was |it felt }{still
  warm|cold|rather cold|a little warm}.
- {What was that|What lay there|Could that be a stone}, [here]? {An|Why, an|It was an} egg, {
  [colour] with [colour] dots|as round as a ball|no bigger than a walnut|heavier than an apple}! {
  There was no nest|No mother|Nobody} {to be seen|in sight|anywhere near|far and wide}.
= test
- {They wrapped it|[H] wrapped it|They tucked it|They laid it} in {a woollen sock|a shawl|a soft
  mitten|an old hat} and {put it by the stove|kept it warm|took it home|sang to it}. For {three|
  five|six|four} days {they took turns to sit with it|nothing happened|not a thing moved|they hardly
  slept}. On the {fourth|sixth|seventh|next} {morning|evening|day}, {it began to knock|crack, it
  said, crack|it wobbled|something tapped inside}!
- {Day and night|For a whole week|From Monday to Sunday|Through rain and shine} [h] {kept it warm|
  carried it about|sat beside it|looked after it}, {in [his] hat|under a blanket|on a cushion|in a
  nest of wool}, and [f] {told it stories|brought [food]|turned it over|hummed to it}. {Then|At
  last|One night} {it rocked|it shook|it jumped|a crack ran round it}!
= truth
- Out {came|climbed|tumbled|peeped} a {wet|fluffy|tiny|yellow} chick with {enormous feet|a very loud
  voice|a crooked beak|hardly any tail}, who {took [h] for its mother|followed [h] everywhere|wanted
  [food] at once|slept in [h]'s hat}. {When it could fly|In the autumn|When it was big|Some weeks
  later} it {joined|flew off with|went with|left with} the {wild geese|swans|cranes|wild ducks}, but
  {every spring|each year|once a year|every May} it {comes|came|flies|flew} back to {say hello|eat
  [food] with [him]|show its chicks|sit on [his] roof}.
- {"Peep!"|"Cheep!"|"Pip, pip!"} said {the chick|a very small bird|somebody wet} {in a high voice|
  among the bits of shell|and looked at [h]}. {It ate|It wanted|It loved} {worms and [food]|nothing
  but crumbs|everything}, {grew and grew|grew bigger every day|soon grew feathers}, and {in the end|
  one day|by autumn} {flew away|took to the air|found its wings}. {A feather|One [colour] feather|A
  fine feather} {was left behind|stayed with [h]|fell at [h]'s feet}.
@@ door
= find
- Behind {the|some|thick} ivy on {an old wall|a garden wall|a stone wall|an old tree} {there was|was
  hidden|[he] saw|appeared} a door, no {higher|bigger|taller|wider} than {a teapot|a loaf of bread|a
  shoe|a jam jar}, {painted|and it was|shining} {red|blue|yellow|[colour]}, with a {brass|silver|
  copper|gold} {handle|knob|knocker} {the size of a pea|and a tiny letter box|as small as a seed|and
  a mat in front}.
- {Low down|Close to the ground|Just above the grass|Half hidden}, [here], {somebody had made|[he]
  found|there was|was} a {tiny|very small|little} {wooden|round|[colour]} door. {It even had|Beside
  it was|It had|Above it was} {a bell like a dewdrop|a lamp like a berry|a keyhole|a name too small
  to read}, and {smoke rose close by|a light shone under it|a mat lay before it|it was not locked}.
= test
- {[H] knocked|They knocked|[F] knocked|[H] tapped} {with one [hand]|very gently|three times|with a
  twig}. {Inside, something rustled|Small steps came nearer|A chair scraped|A key turned}. "{Just a
  moment|I am coming|Wait a bit|Wait for me}!" {called|said|cried|piped} a {squeaky|thin|tiny|cross}
  voice. {Then|And then|Slowly|Bit by bit} the door {opened|swung open|moved|creaked open}.
- {Dared they knock|Should they knock|Was anyone in}? {Tap, tap|Knock, knock|Rat-a-tat}! {Then|At
  last|Slowly} {a bolt|something|a chain} {slid back|clicked|rattled}, and {a nose|one eye|a feeler|
  a small hat} {peeped|looked} out.
= truth
- {There stood|It was|Out stepped|On the mat stood} {a beetle in a waistcoat|a shrew with an apron|
  an old cricket with a fiddle|a snail with a teapot}. "{At last, visitors|You are just in time for
  tea|Come in, come in|What big guests}!" {Nobody had ever dared to knock before|It was the first
  knock for {a hundred|fifty} years|Such a thing had never happened|The kettle was singing already}.
  They {drank|had tea|sipped} from {acorn cups|thimbles|bluebells|nutshells}, and {ever since|since
  then|to this day}, [h] {leaves|has left|puts} {a crumb|[item]|a raisin|[food]} there {on Sundays|
  now and then|at night|when it snows}.
- "{Not today|No jam, thank you|You are late|Wipe your feet}!" {said|squeaked|called} {an ant in
  boots|a very old beetle|a woodlouse with a broom|a spider in a shawl}. {Then|But then} {it
  laughed|it winked|it bowed} and {showed them|let them see} {its home|all the rooms}: {a bed|a
  bath} {made of|out of} {a walnut|a matchbox|an eggshell|a spoon}, {a lamp|a table|a stove} {no
  bigger than a pea|made from a button|cut from a cork}. [H] {laughed|clapped|marvelled} {and
  promised to keep the secret|and came again|with joy}.
@@ map
= find
- {Out of|From inside|From behind|From} {an old book|a crack in the wall|a hollow branch|a broken
  jug} {slipped|fell|slid|dropped} a {yellow|crumpled|torn|faded} map. It showed {the whole valley|a
  path|hills and streams|every tree} with a {red|wobbly|big|[colour]} cross {in the middle|at the
  end|in one corner|at the edge}: {right|somewhere|just|exactly} [p3.at]!
- {Rolled up|Folded small|Tied with string|Wrapped in leaves}, {a map|an old map|a scrap of a map} {
  lay|waited|stuck out} [here]. {A dotted line|A row of dots|A line of arrows} {ran|led|wound} to a
  {cross|star|skull|question mark} in {red|blue|black|green} {ink|chalk|crayon}, {right|just|
  exactly} [p3.at].
= test
- "{Treasure|A treasure map|We must go there|It is a secret}!" {whispered|gasped|cried|said} [f]. {
  With|Taking|Carrying} [kit] and [kit] they {set out|marched|hurried|crept} to [p3], {counted|
  paced|walked} {forty|sixty|ninety|thirty} steps from {the tallest tree|a pointed stone|an old
  post|the edge of the path}, and {dug|scraped|looked|poked} [p3.spot]. {Clonk|Something scraped|
  Bump|Something was there}: a {tin|wooden|rusty|little} {box|chest|case}!
- {Off they went|So they set off|They left at once|Away they went}, [h] with [kit] and [f] with
  [kit]. [P3.at] {they searched|they looked|they dug} for [long], until [f] {stumbled|sat down|
  looked} [p3.spot]. {There it was|And there|Hidden there was}: a {tin|box|chest|jar} {tied with
  string|without a lock|black with age}!
= truth
- {In it|Inside|Under the lid} {lay|was|they found} {neither gold nor jewels|no gold at all|not one
  coin|no silver}, {only|just|simply} {a pair of tiny shoes|two marbles|a wooden doll|[item]} and {a
  note|a letter|a card}: "{For the best explorers|This was mine when I was small|You found it|Well
  done}. {Put in something of your own|Now it is yours|Hide it again|Add a thing that you like}.
  [k.name]." {So [h]|At once [h]|With a smile, [h]} {added|put in|laid down} [item], and they {
  buried|hid|covered} it {again|once more} for {the next child|somebody else|the next finder|whoever
  came after}.
- {They lifted|They opened|[H] raised} the lid {with care|slowly|together|and held [his] breath}. {
  Toys|Old toys|Playthings} {lay there|were inside}: {a top|a tin soldier|a drum}, [item] {and|with}
  [item]. "{Mine|All mine|My treasure}!" {laughed|cried|said} [k] {when|as soon as} they {showed|
  brought} {it|everything} to [k.him]. "{I drew that map|I hid them} {when I was six|long ago|as a
  child}, and {then I lost the map|I forgot where|I never went back}!"
@@ steps winter spring
= find
- {Across the ground|All around [home]|Along the path|Right past [home]} {went|ran|led|were} {
  strange|odd|funny|very queer} {footprints|prints|tracks}: {three long toes and a dot|as round as
  plates|one big and one small, one big and one small|long and thin like spoons}. {No animal|Nobody|
  No one|No bird} in {the valley|these parts|the whole valley} {had|could have} {feet like that|such
  feet|toes of that kind}!
- {Footprints|Somebody's tracks|Big tracks} {began|started|appeared} {at the gate|out of nowhere|
  beside a bush|in the mud}, and {they were|each was|every one was} {as wide as a tray|longer than a
  ladle|shaped like a star|far too big}. {What beast|What creature|Which animal} {walked|hopped|went
  about} {like that|on such feet|in this way}?
= test
- {[H] followed|They followed|The friends followed|They went after} them {over the hill|through a
  hedge|along a ditch|across a field} and {past [p2]|round a pond|down a bank|up a slope}, {
  whispering|on tiptoe|holding [hands]|bent low}. {The prints grew deeper|They went in circles|They
  turned left|Here and there one was missing}. {Behind a wall|At the end|Round a corner|Behind a
  hedge} {something|somebody} was {puffing|groaning|stamping|sneezing}.
- "{Shall we follow?|Dare we go on?|Come on, quick!|After them!}" {asked|whispered|said} [f]. {Step
  by step|Bit by bit|One by one} they {crept|stole|went} {along|forward}, [h] with [reach]. {Near|
  Close to|Just behind} [p2] {they heard|there was|came} {a thump|a grunt|a crash|heavy breathing}.
  {They froze|Nobody moved}!
= truth
- It was {only|just|nobody but|simply} [k], who was {walking on stilts|wearing {two buckets|two
  baskets|two saucepans} on [k.his] feet|trying out snowshoes made of tennis rackets|hopping about
  in boots three sizes too big}! "{I wanted to see how it feels|My boots are at the shoemaker's|It
  is such fun|I like to be tall}," said [k]. [H] laughed {until [he] fell over|so hard that [he] got
  hiccups|till [his] sides hurt|and could not stop}, and then {everyone wanted a turn|[he] tried it,
  too|they all had a go|they swapped shoes}.
- "{Do not run|Stop|Help|Wait}!" {called|cried|said} {a voice|somebody}. It was [k], {stuck in|fast
  in} {a hole|a ditch|a bush|a hedge}, with {planks|trays|pan lids|baskets} {tied to|under} [k.his]
  feet. {They pulled [k.him] out|They helped [k.him] up}, {laughing|giggling|with a plop}, and {all
  of them|the three of them} {went home|made tracks|danced} {like that|together|in a row}.
@@ hum
= find
- A {small|square|round|heavy} {box|parcel|case} {stood|lay|was waiting|sat} {there in|half hidden
  in|in the middle of|deep in} the {grass|dust|leaves}, and it was {humming|ticking|buzzing|
  purring}! {Mmmm, it went, mmmm|Tick, tick, tock|Rrrr, it went, rrrr|Zum, zum, it said}. {It had no
  label|On the lid was a picture of a moon|It was tied with [colour] string|Nobody had written on
  it}.
- {What was that noise|What sang there so low|Was it a bee}? {The sound|The hum|It|That song} came
  from {a tin|a chest|a bundle|a [colour] box} [here], {all covered with|under|half full of} {moss|
  dust|cobwebs|leaves}. {It hummed|It whirred|It sang}, {stopped|was silent}, and {hummed again|
  began again}.
= test
- They {carried|rolled|pulled|took} it, {ever so slowly|on a cushion|step by step|in a barrow}, to
  [k], who {was good with|knew about|could open|had a drawer full of} {locks|odd things|old toys|
  clocks}. [K] {listened at it with a cup|turned it over|shook it|sniffed at it} and {pressed|
  pulled|turned|found} a {hidden|little|tiny|rusty} {pin|knob|button|screw}. {The lid sprang up|
  Click|Snap|Up went the lid}!
- {[F] tried|[H] worked with|They tapped it with} [item], but {it stayed shut|it only hummed|no lid
  moved}. {So|Then} they {brought|took|carried} it to [k], who {wiped|tickled|touched|oiled} the
  lock, and {click|snap|pling}, {it opened|up it went}!
= truth
- {Inside,|In it|There} {a tin bird|a small brass dancer|a silver frog|a wooden bear} {turned round|
  danced|went round and round|hopped}, {singing|nodding|bowing|waving}. "{My grandmother's|That is
  my|My old|Why, it is my} music box!" said [k]. "{It was lost before you were born|I thought it was
  gone for ever|I looked for it everywhere|How I missed it}." {That evening everyone danced|They
  wound it up again and again|They listened for [long]|Nobody wanted to go home}, and [h] {was
  allowed to|was the one to|was asked to} {choose the tune|turn the key|close the lid|dance first}.
- {It held|Out came|In it was} {a clock|a toy train|a spinning moon|a tin bee} {that played a tune|
  that sang|with a voice like a bell}. [K] {wiped [k.his] eyes|went quiet|clapped|hummed along}. "{
  My father made it|My mother sang it|It played me to sleep}," [k.he] said, "{and you found it|many
  years ago|when I was small}." {For that|In return}, [h] {got|was given} [item].
@@ light
= find
- {As it grew dark|In the deepest shadow|When the sun was gone|Where it was darkest}, something {
  glowed|shone|gleamed|glimmered} [here], {pale green|blue and steady|soft and yellow|cold and
  white}, like {a piece of the moon|a lamp under water|a lost star|a cat's eye}. {It did not
  flicker|It was as cold as a frog|It made no sound|It came and went}.
- {Was that|Could that be|Was it perhaps} {a star|a lamp|a candle} [here]? {A light|A spark|A little
  glow}, {no bigger than|as small as} a {pea|button|bean}, {winked|shone|danced} {among the grass|in
  the dark|close to the ground}, {went out|vanished}, and {shone again|came back}.
= test
- [h] {crept|tiptoed|stole|went} {closer|nearer|up to it}, {holding|clutching|squeezing} [f]'s
  [f.hand]. {"On three,"|"You first,"|"Not a sound,"|"Together,"} {whispered|breathed|said|hissed}
  [f]. {One, two, three|They bent down|They held their breath|Two more steps}: they {lifted|pushed
  aside|looked behind|peeped under} {a leaf|a stalk|a fern|the moss}.
- {On tummies|On tiptoe|Side by side|Without a sound} they {went|crawled|crept} {nearer|closer|on}.
  {A twig cracked|[F] sneezed|A tummy rumbled}, and {out it went|it was dark}. They {waited|lay
  still}. {Then|There}, {under a leaf|by a root|beside a stone}, {the light|the glow} {was back|came
  again}!
= truth
- {There sat|It was|Just there sat|They saw} {a glow-worm|five glow-worms|three glow-worms|a family
  of glow-worms} {having a party|reading a very small newspaper|playing cards|round a crumb}. "{Put
  out your lantern, please|You are standing in our light|Shut the door, please|Good evening}," {it
  seemed to say|said a voice like a pin|somebody squeaked|said the smallest}. [F] {giggled|sat down|
  bowed|waved}, and {for [long]|until bedtime|for half the night|till the moon rose} they {watched|
  sat and watched|could see} {the little lamps|the shining dots|the lights|the tiny lanterns} {go up
  and down|dance|in the dark|among the leaves}.
- "{Look|Oh, see|A glow-worm|Little lamps}!" {whispered|breathed|said} [h]. {Dozens of|Ten|Twenty|A
  crowd of} {glow-worms|tiny worms} {were sitting|sat} {on the moss|in a ring|on the stalks|along a
  twig}, {each|every one} with {a lamp|a light} {at its tail|of its own}. {One|The biggest} {climbed
  on|sat on|crawled over} [h]'s [hand], and {it did not burn|it tickled|it lit up [his] nose}.

@ secret
: open habit? start / odd odd2 feel? / follow / surprise close moral?
= start
- {Something strange was happening|There was a secret|Something was going on|Something was not as
  usual} [at]. [Day], [h] {could feel it|was sure of it|began to notice it|got wind of it}.{
  | [Weather]}
- [Day], [h] {asked [f]|begged [f]|called for [f]|had a new ball and wanted [f]} {to play|to come
  out and play|to come outside}, but [f] {shook [f.his] head|had no time|did not even stop|backed
  away}. "{Not today|I am busy|Perhaps tomorrow|I cannot, not now}," {said [f.he]|[f.he] {mumbled|
  said|called} {quickly|crossly|in a hurry}}, {hiding|pushing|holding} [item] behind [f.his] back.
- [Day], [h] {went|came|walked|set off} to [f.home] {as usual|with [item]|to share some [food]|as
  [he] often did}, but {the curtains were drawn|the door was locked|nobody opened|there was a sign
  that said "Keep out"}, and from inside came {a hammering|whispers|giggles|a rustling}.
- [f] had a {secret|plan that nobody should know|big secret|secret plan}. {Everybody|[someone]|Half
  the valley|All [f.his] friends} {knew|had heard of|kept quiet about} it, {only [h] did not|but [h]
  knew nothing|but not [h]|and nobody told [h]}, and [day] [he] {began to wonder {about it|what it
  was}|found out that it had to do with [item]|saw [f] [doing], of all things|met [f] with [item],
  [item] and a red face}.
= odd
- {First|At breakfast|Early in the day|In the morning} [f] asked, "{Which do you like better|What is
  nicer|Which is prettier|What would you choose}, [colour] or [colour]?" and {would not say why|
  spoke of [food]|ran off|turned pink}. {Later|Then} [someone] {walked|hurried|came|crept} {past|by}
  with {a ladder|six chairs|a huge pot|a big parcel}{| and {turned red|whistled|looked away}}.
- When [h] {came|walked|stepped|ran} {round the corner|round a hedge|through the gate|into the
  yard}, [someone] and [f] {stopped talking|jumped apart|looked at their feet|hid [item]}. "{We were
  speaking of|It was about|We only talked about|It is nothing, just} {the weather|turnips|cheese|
  [food]}," they {said|mumbled|explained}, {both together|far too quickly|with red faces|not looking
  at [him]}.
- [F] was {seen|spotted|met} [p2.at] with [item], and {|then |later }[p3.at] with [item], and {each
  time|both times|every time} {[f.he] ran away|[f.he] was in a great hurry|[f.he] only waved|[f.he]
  hid behind [someone]}.{| What could it mean?| Was that like [f]?| Who could understand it?| Why
  did [f.he] need that?}
= odd2
- "{Perhaps|Maybe} [f.he] {does not like me any more|has a better friend|is cross with me|thinks
  that I am boring}," thought [h], {and even [food] did not help|and had no wish for [food]|and
  counted up all [his] mistakes|and kicked a stone}. [F] had {forgotten to wave|not laughed at [his]
  joke|gone by without a word|not come to {tea|supper}}.
- [h] {asked|went to|stopped|spoke to} [someone], who was [doing]. "{My lips are sealed|I know
  nothing|Do not ask me|I must not tell}," {was the answer|came the reply|was all that [he] heard|
  [he] was told}, {with a wink|but the eyes laughed|and a door was shut|with a funny smile}.
- {That night|In bed that night|When it was dark|Till late that night} [he] {lay awake|could not
  sleep|turned from side to side|ate [food] in bed} and {wondered|dreamed that nobody knew [his]
  name|thought of [f]|felt {alone|left out|cold}}, while [sky].
= follow
- {The next day|In the morning|On the third day|After breakfast} [h] {could bear it no longer|had to
  know|had had enough|made up [his] mind}. {Very quietly|On tiptoe|Step by step|Without a sound},
  [he] {followed|crept after|went after} [f] past {[p2]|the {hedge|wall|houses|trees}}, until {
  [f.he] slipped|[f] went|[f] vanished|[f.he] crept} into {a barn|a shed|a big tent|an old stable}.
  [h] {opened the door|looked through a gap|put [his] nose in|peeped in} {|slowly|with a beating
  heart|at last|and held [his] breath}.
- "{Come with me|Close your eyes|No questions now|You are wanted}," said [k] {in the afternoon|
  towards evening|one day later|after dinner}, {taking [his] [hands]|tying a scarf over [his] eyes|
  pulling [him] along|hiding a smile}. They {walked|went} {left and right|a long way|up and down|
  round and round}, [h] {stumbling|asking questions|sniffing the air|counting the steps} and [k] {
  saying nothing|chuckling|humming|telling [him] to hush}. "{Now look|Now you may look|Here we are|
  Look up}!"
- {At last|In the end|The next day|After [long]} [h] {stood in front of|stepped up to|went straight
  to|ran after} [f]. "{Are you angry with me|Do you have a new friend|What have I done|Why do you
  hide from me}?" [he] asked {in a small voice|sadly|with wet eyes|very softly}. "{Oh, you goose|Oh,
  [h.name]|What an idea|Silly you}," {said|laughed|cried} [f], "{come and see|quick, come with me|
  just look in here|follow me}!"
= surprise
- {Lanterns|Paper stars|[colour] ribbons|Balloons} hung from {every|each} {beam|branch|corner|hook},
  [someone] {played|struck up|hummed|began} {a tune|a song|a dance}, and {on the table|in the
  middle|on a [colour] cloth} stood [food] and {[food]|a cake with [his] name on it}. "{Happy
  birthday|Surprise|This is for you|Many happy returns}!" {they all shouted|everybody called|cried
  [f] and [k]|came from all sides}.
- {There stood|In the middle stood|[H] saw|It was} a {new|fresh-painted|shiny|fine} {cart|bench|
  boat|swing}, {with [his] name in [colour] letters|all [colour] and [colour]|with a [colour] {
  ribbon|bow} round it|tied up with [colour] string}. "{I made it for you|It took me three weeks|It
  is yours|I wanted to surprise you}," said [f], "{because you are my friend|because you are so good
  to me|and I hope that you like it|and now it is done}. [k] {helped|held the {nails|brush|lamp}|did
  the painting|kept watch}."
- It was {a theatre|a stage|a puppet show|a real play}! [F], [someone] and [k] {had learned|were
  going to act|had made up|wanted to show} {a play|a story|a song and a dance} about [h], {the hero
  of the valley|who saves a {dragon|king|ship}|who {finds|wins|steals} {a crown|the moon|[food]}|who
  is never afraid}. [H] {had to sit in the first row|laughed and cried|turned quite red|wanted to
  see it twice} and {ate [food]|clapped the loudest|shouted for more|threw [item] in the air}.
- "{We wanted to say thank you|This is for all your kindness|Now you know what we did|This is what
  we were hiding}{,"|!"} {said|laughed|cried} [f], and {pulled away|lifted|took off} a {sheet|cloth|
  blanket|curtain}. {Everyone|All of them|Each friend|Every neighbour} had {sewn|painted|made|given}
  one {square|piece|bit|corner} of a {great big|huge|lovely|[colour]} {quilt|picture|carpet}:
  [someone]'s showed [item], and [f]'s showed {two friends|[h] and [f]|the two of them|[h] with
  [item]} [p2.at].
= moral
- {Not every secret is a bad one|Some secrets are kept out of love|A secret can be a {kind|good}
  one|Friends may keep a secret {|and still be friends}}.
- {Before you are {sad|angry}|Before you {grumble|cry}|When you do not understand a friend}, {ask|
  wait a little|think again}: {it may be a surprise|things are often better than they look|all may
  be well|there may be a good reason}.

@ learn
: open habit? start / try try2? feel? / teacher tip pause? / practice done / close moral?
= start
- [Day], [h] {saw|noticed|watched|heard} how [someone] could [skill]. {It looked easy|How [he]
  stared|How splendid it was|What fun it seemed}! "{I want that, too|I must learn it|I shall try it|
  Now I will learn}," [he] {thought|said|sighed|decided}.
- {Everybody|Every child|Each neighbour|Half the valley} {could|seemed able to|knew how to} [skill]:
  [someone] {could|did}, [someone] {could|did}, {even|surely|yes,} [f] {could|did}. [Only] [h] {
  could not|never had|could never|did not}. {|[Weather]}
- "Can you [skill]?" {asked|called|said} [someone] [day]. [h] {looked away|turned pink|swallowed
  hard|looked down}. "{Not yet|No, never|Not really|Not well}," [he] {said|mumbled|sighed|
  whispered}. {[Weather]|Around them, [h.sight].|But how [he] wished to!|It sounded like fun,
  though.}
- {|[Weather]} [Day], [h] {made up [his] mind|made a plan|promised [f]|told [f] [his] plan} to {
  learn|find out|discover|study} how to [skill] {like [someone]|as well as [f]|as [someone] could},
  {come what may|whatever it cost|and at once|before supper time}.
- {"Today,|"This week,|"Soon,} I {will|shall|am going to} [skill]," {said|declared|announced|
  promised} [h] [day], {putting down|and put away|still holding|and fetched} [item]. {[Weather]|
  Nothing would stop [him].|[F] clapped [f.his] [f.hands].|[someone] was quite surprised.}
~ only: only; just
= try2
- {"You look so funny!"|"What are you doing?"|"Is that a game?"|"Does it hurt?"} {called|laughed|
  asked|giggled} [someone], who was [doing]. [H] {pretended|tried|did [his] best} {not to hear|to
  smile|not to cry}, but {[his] ears were hot|it stung|it hurt|[his] chin shook}.
- The {second|next|fourth} {time|try} {went worse|was no better|ended badly|was a disaster}, and {of
  the third|about the last|as to the rest} {it is better to say nothing|we had better be silent|
  [someone] still tells stories}.
= teacher
- [K] {had watched|had looked on|had been watching|had stood there} {for [long]|all that time|from
  the start|without a word}. "{It took me ages|I once cried, too|I was no better|Mine was worse
  still}," {said|admitted|laughed|smiled} [k.he]. "{Shall I show you|May I help you|Shall we try
  together|Do you want help}?"
- "{I give up|I never will|It is hopeless|I hate it}," {said|sighed|sniffed|groaned} [h]. "{Never|
  Nonsense|Wait|What}! {Ask|Try|Visit} [k.name]," said [f]. And [k], who was [doing], {was happy to
  help|put everything down|came at once|knew what to do}.
- [He] {visited|asked|found|begged} [k], {the best teacher|an old hand|a real master|famous for it}
  [at]. "{Sit down|Eat first|Come in|No hurry}," {said|smiled|answered} [k], and {fetched|shared|
  brought|served} [food]. "{You hurry too much|Now tell me all|What goes wrong, then|Show me
  slowly}."
- {Who could help|Who might help|Who would teach [him]}? {[someone] shrugged|[someone] was [doing]|
  [someone] had gone}, [someone] {laughed|yawned|was away}, but [k] {took [his] [hand]|sat down with
  [him]|left [item] lying|gave [him] [food]}. "{I was slow, too|We have time|Now watch me}," said
  [k.he].
= practice
- {Every morning|Day after day|Each afternoon|All week long} [h] {practised|tried|went on|worked}. {
  On|By} {Monday|Tuesday} it {went badly|went wrong|was hopeless|was dreadful}, {on|by} {Wednesday|
  Thursday} {less badly|nearly right|not so bad|better}, and {on|by} {Saturday|Sunday|Friday} {
  something clicked|it changed|it worked|came the surprise}.
- {Ten|Twenty|Thirty|Twelve} times it {went wrong|failed|ended badly|would not work}. {The next
  time|After [long]|After [food]|The day after} it {went better|nearly worked|was almost right}. "{
  Again|More|Come on}!" {said|cried|begged|called} [h], and [f] {counted|cheered|watched|waited}.
- [He] {practised|tried|worked|went on} [p2.at] and [p3.at], {early and late|in all weathers|day and
  night|before every meal}, {thinking of|remembering|whispering|repeating} {[k]'s words|what [k]
  said|[k]'s advice}.
- {How [he] worked|How hard it was|What a week}! {Before breakfast|Between showers|After supper|
  Every day} [h] {tried|practised|worked|tried hard} {over and over|again and again|on and on}, {
  while [h.sight]|while [p2.sight]|with [f] beside [him]|without any rest at all}.
- "{One more time|Just once more|Not yet, but soon|It will come}," {said|muttered|repeated|sang}
  [h], while [f] {ate|cooked|brought} [food] and [someone] {went on|stopped|kept} [doing].
= moral
- {Nobody is born|No one starts as|Nobody begins as} a {master|teacher|champion}; {practice does it|
  one has to go on|time does the rest|trying makes the difference}.
- {Not yet does not mean never|"Not yet" is better than "never"|"Not yet" is a good answer|Slow is
  not the same as never}.
- {It is no shame to fall|Everybody falls at first|Falling is part of learning}, {if only you get
  up|and so is getting up|as long as you go on}{|, again and again|, every time}.
@@ whistle
~ skill: whistle a tune
= try
- [He] {pursed [his] lips|puffed [his] cheeks|took a breath|wet [his] lips} and blew. {Pfff|Fffff|
  Sssss|Whoo}! {Only air came out|It sounded like rain|A leaky pipe sounds better|It was only wind},
  and {crumbs flew about|a sparrow laughed|a cat ran off|[someone] looked up}.
= tip
- "{Make your mouth small|Think of cherry stones|Say a long U|Do not puff so}," {said|advised} [k],
  "{wet your lips|tongue behind your teeth|keep your chin up} {and|then} {blow as if cooling soup|
  breathe out very gently|blow without any hurry}."
= done
- And then, {quite suddenly|one evening|on Sunday|after supper}, {out came|there was|[he] heard} {a
  thin|a clear|one round|one long} note, {and another|then a second|and two more}. [H] {whistled|
  blew|managed} {a whole song|"The Merry Miller"|[f]'s favourite song|a little dance}, and {from the
  hedge|far away|high up} {a blackbird|[someone]|a robin} {answered|joined in|whistled back}!
@@ kite spring autumn
~ skill: fly a kite
= try
- [He] {threw|tossed|flung|held} it up, and {bump|thud|crash|plop}, {down it came|it fell|it landed}
  on {[his] head|a cow|a thorn bush|[someone]'s hat}. The {string|tail} {got into a tangle|caught on
  a gate|was full of knots|wrapped round [his] legs}.
= tip
- "{Feel where the wind is|Wet a finger first|Look at the clouds|Watch how the grass bends}," {said|
  advised} [k]. "{Run against it|Turn your back|Hold it high}, {and let|then let} the {string|line}
  {out|go} {little by little|slowly|bit by bit|very gently}."
= done
- The kite {shook itself|trembled|fluttered|jumped}, {lifted its nose|tugged|caught the wind|pulled
  hard} and {rose|climbed|flew|went up}: {higher|taller} than the {hedge|chimneys|barn|roof}, higher
  than the {oak|swallows|hill|poplars}! "[Hurray]!" {shouted|called|sang} [h], {leaning back|holding
  tight|running along|hopping about}.
@@ skate winter
~ skill: skate on the ice
= try
- {One step|Two steps|A push|A wobble}, and {wham|plop|bump|crash}! [h] {sat on|fell on|lay on} the
  ice. [He] {got up|crawled up|rose} {holding on to|with the help of|leaning on} {a branch|a sledge|
  a chair|[item]}, and {sat down again|fell the other way|slid away again}, {legs in the air|flat on
  [his] tummy|with a cry|still smiling}.
= tip
- "{Bend your knees|Do not walk, glide|Think of swans|Keep it slow}," {said|called} [k], "{look
  straight ahead|lean forward a bit|never look down|stretch your arms}, and {hold this chair|take my
  arm|hold this broom|follow me closely}."
= done
- {Swish, swish|Left and right|On and on|Faster and faster} {went the skates|sang the ice|it went},
  and [h] {flew|sailed|swept|glided} {across the pond|past everyone|along the bank|round the reeds}
  {like [like]|in a curve|without a stop}. [He] even {turned round once|waved to [f]|skated
  backwards|hummed}, {and sat down after it|without falling|with [his] eyes shut}.
@@ knit
~ skill: knit
= try
- The {wool|needles|stitches|threads} {would not obey|ran away|did odd things|got mixed up}. What {
  should have been|was meant as|was to be|began as} a {scarf|sock|hat|mitten} {came out as|became|
  looked like} a {spider's web|fishing net|bird's nest|dish cloth}, and [his] own {foot|elbow|nose|
  ear} was {knitted in|part of it|stuck inside|caught in it}.
= tip
- "{In, round, and out again|One stitch at a time|Round the post we go|Loop by loop}," {sang|said|
  hummed} [k]. "{Nobody hurries a stitch|Start a new row|Hold it more loosely|Count up to ten}{|,
  dear|, my friend|, now}."
= done
- The scarf {grew|got|soon was} as long as {a spoon|a shoe|an arm}, then as {a broom|a door|a cow},
  with {only three holes|a few knots|[colour] and [colour] stripes|a [colour] edge}. [H] {wound|put|
  tied} it {round the neck of|on|about} [f], who {wore it {day and night|even in bed}|was very
  proud|loved it|danced with joy}.
@@ juggle
~ skill: juggle
= try
- [He] {began|started|tried} with {eggs|apples|plums|pears}. {That was a mistake|That was not wise|
  Oh dear|A bad choice}. {Splat|Plop|Smack}, {splat|plop|crack}, {splat|plop|crash}! {One hit [his]
  nose|One rolled away|One hit [someone]|One flew off}, and {a cat|a sparrow|[f]|a magpie} {was
  delighted|ate the rest|came running|stole another}.
= tip
- "{Start with one|No more fruit|Take something soft|Begin small}," {said|advised} [k]. "{Throw it|
  Toss it} {as high as your eyes|like a rainbow|from side to side|only a little way}. {Then take
  two|Two come later|Then try another|Only then take two}."
= done
- {Up and down|Round and round|To and fro|High and low} {they went|they flew|went the balls}, {three
  beanbags|three balls|three woolly socks}, {[colour], [colour] and [colour]|like a wheel|quick as
  swallows}. "[Hurray]!" {cried|called|sang} [f], and {threw another|clapped|bowed|added [item]}.
@@ bread
~ skill: bake bread
= try
- The first loaf was {as flat as a plate|as hard as a brick|as grey as a stone|as heavy as lead}. {
  Ducks sank with it|No goat would touch it|[someone] broke a tooth|It would not cut}. The {second|
  next} {was black|stuck to the ceiling|fell apart|was raw}, and {smoke came out|[someone] brought
  water|the kitchen stank|[f] opened the windows}.
= tip
- "{Dough is like a friend|You forgot to wait|Dough needs some rest|Never hurry the dough}," {said|
  explained} [k]. "{Be warm and give it time|Cover it until it has grown|Let it sleep under a
  cloth}. {And a pinch of salt|And knead with both arms|And do not peep}!"
= done
- {The crust crackled|It rose high|It was golden|It came out round}, and the smell {went down the
  street|woke the neighbours|brought [someone] running|filled the house}. [h] {cut|gave|kept} {the
  first|a thick|a warm} slice for [k], {another for [f]|and one for [f]|a second for [f]}, {and ate
  the crust|with plum jam|with melting butter|and they sang}.
@@ scooter
~ skill: ride a scooter
= try
- [He] {pushed off|got on|set off|jumped on}, {wobbled|swayed|leaned} {left|right|badly}, {shrieked|
  wobbled again|closed [his] eyes}, and {landed in|rode into|flew over|ended in} a {hedge|haystack|
  flower bed|washing basket}. {A wheel went on turning|Only [his] [hands] stuck out|The bell went
  ding|Leaves flew up}.
= tip
- "{Look where you are going|Do not be stiff|Do not look down|Hold the handles loosely}," {called|
  said|advised} [k], who {ran alongside|held on behind|showed [him] how}. "{One push, then glide|
  Bend the knees|Push, push, and stand|Long steps}!"
= done
- {"Hold me!" cried [h]. But [k] had let go!|When [he] looked round, nobody held on.|"Let go now!"
  called [h], and [k] did.} [H] {rolled|whizzed|rode|flew} {down the path|past the pump|over a
  bridge|round the corner} {all alone|like [like]|with a shout}, {ringing the bell|singing|waving to
  [someone]|past [someone]}.
@@ paint
~ skill: paint a picture
= try
- It {was meant to|was to|ought to} be a {horse|boat|rose|swan}, but {it looked like|it became|
  [someone] saw} a {potato|teapot|sofa|boot} {with legs|with ears|in the rain}. {The sky dripped|The
  blue ran|The brush slipped}, and {all turned brown|[his] nose turned [colour]|the paper tore|
  [item] got wet}.
= tip
- "{Look first, paint afterwards|Paint what you see|Look for the shadows|See the light first}," {
  said|advised|explained} [k]. "{What colour is it really|Where is it dark|What is near, what far}?
  {Take your time|Wash the brush, too|Begin with the sky|Use less water}."
= done
- When [he] {put down|washed|dried} the brush, {there it was|it was there|it was finished}: [pl], {
  with the morning light|under a stormy sky|full of colour|seen from above}, and [f] {waving|
  smiling|dancing} {in one corner|from a window|in the middle}. {It hangs|They hung it} {in the
  library|over the table|[at]|by [f]'s bed}.
@@ row spring summer
~ skill: row a boat
= try
- {Splash|Splish|Plosh|Whoops}! {One oar hit the air|The boat went in circles|The boat rocked and
  rolled|One oar was upside down}. A {duck|frog|snail|leaf} {overtook [him]|went past|was faster},
  and {the oar|[item]|[his] hat} {floated away|got wet|fell in|went under}.
= tip
- "{Both together|Like two wings|Slow and steady|Nice and easy}," {said|called} [k], "{lean forward|
  dip|reach out}, {pull and lift|pull and breathe|pull and rest}. {Look at one tree|Sit up straight|
  Do not dig|Listen to the water}{|, then|, my friend|, and sing}."
= done
- {Drip, drip|Without a splash|Soft and straight|Like a swan}, the boat {slid|glided|ran|moved} {
  across the water|through the ripples|past the reeds|along the bank}. [H] {rowed|took|brought} [f]
  {to the far side|all the way round|home|to a small island}, where they {ate|unpacked|shared}
  [food], {proud as admirals|feet in the water|laughing|waving to [someone]}.
@@ letters
~ skill: read
= try
- The letters {danced about|looked like ants|all looked alike|would not speak}. [H] {stared|frowned|
  blinked|peeped} at them {until they blurred|until [his] head hurt|for [long]}. {Was that a snake|
  Was that a ladder|Was that a beetle} or {an S|an M|an A|a K}? [He] {read "soap" for "soup"|read
  "goat" for "boat"|held it upside down|was reading it backwards}.
= tip
- "{Every letter makes a sound|Do not swallow words whole|Letters are little songs|Go one by one},"
  {said|explained|whispered} [k]. "{Say them and slide along|Put your finger under|Listen as you
  speak}: {h-a-t|c-a-t|s-u-n|b-e-d}, {b-u-n|m-u-d|p-o-t|h-e-n}. {Do you hear it|You see|Now you|Is
  it hard}?"
= done
- {"B-a-k-e-r-y,"|"M-i-l-k,"|"J-a-m,"|"T-e-a,"} {spelled|read|said} [h] {from a sign|from a jug|from
  a tin}, {and stopped|and gasped|and blinked}. {It was a word|That meant something|Why, [he] could
  read}! {Soon|Now|After that} [he] read {shop signs|labels|[someone]'s letters}, {posters|cards|
  rhymes} {and|and then|and even} a whole {story|book|poem} {to [f]|aloud|in bed}.
@@ cartwheel
~ skill: turn a cartwheel
= try
- {Hands|Head|Chin} down, {legs|tail|knees} up, and {crash|thump|bump|plop}! The {world|sky|ground}
  {was upside down|turned over|spun round}, and [h] {lay|sat|ended up} {in the nettles|on [his]
  back|in a puddle} like {a beetle|a broken chair|a pancake|a dropped sock}.
= tip
- "{Do not fear your legs|Kick up at the clouds|Look at your thumbs|Be a wheel}," {said|advised}
  [k], who {drew|scratched|marked} a line {on the ground|in the dust|with [item]}. "{Hand, hand|
  Left, right|One, two}, {foot, foot|over you go|and up|three, four}!"
= done
- {Round [he] went|Over [he] went|Up [he] swung}, {once|one turn|slowly}, {twice|two turns|then
  faster}, and {landed on both feet|stood without a wobble|came up smiling|stopped beside [f]}! {[F]
  tried it|[F] joined in|[someone] clapped}, and {they rolled down the meadow|before supper all were
  dizzy|soon they turned together}.
"""
