"""Plots of the stories, first part: quests, mistakes and repairs, helping and being afraid.

A plot starts with `@ name`, then `:` gives its beats in order (`/` starts a paragraph, `?` marks a
beat that is told only sometimes). `@@` starts one variant of the plot, with the seasons it needs.
"""

TABLE = """
@ lost
: open habit? start / look stroll? look2 feel? / ask pause? / find thanks / close moral?
= start
- [Day], [h] {reached for|looked for|wanted|felt for} [his] [treasure], {but it was {gone|not there|
  missing|nowhere}|and could not find it|and {found|saw} only {dust|[item]}|but {the hook|the shelf|
  its place} was empty}. [Weather]
- {Something|One thing|Some small thing} was {missing|wrong|not right|not in its place} [day]. [He]
  {searched|checked|emptied|turned out} [his] [bag] {|twice|to the bottom|in a hurry|from top to
  bottom} and {found|took out|counted} [item], [item] and {even|also|to [his] surprise} [item], {
  but|and yet|only} no [treasure]!
- [Weather] [h] {came home|came in|got back|sat down} [day] after {[hobby]|[long] of [hobby]|a
  morning of [hobby]}, {put down|unpacked|took out|laid out} [item] and [item], and {noticed|saw
  with a shock|found|could not believe} that [his] [treasure] was {missing|gone|nowhere to be seen|
  no longer there}.
- "{Where is|Who has {seen|found|got}|What has become of|Has anyone seen} my [treasure]?" {cried|
  asked|wailed|called} [h] [day]. It {had been|used to be|always lay|belonged} {next to|behind|on
  top of|under} [item], {and|but} now {there was|[he] saw|there lay} only {dust|an empty space|a
  ring in the dust|a cobweb}.
- [Day], while [h.sight], [h] {took|had taken|carried} [his] [treasure] {for a walk|along|with
  [him]} to [p2]. {When|By the time|As soon as} [he] {came|got|was} home, {[his] [hands] were empty|
  it was gone|it was not in [his] [bag]|it had disappeared}.
- [Weather] {All the same|But|And yet|Still}, [h] {did not {enjoy|notice|care about}|could not {
  enjoy|be glad of}|had no eyes for|paid no attention to} it, {because|for|since} [his] [treasure],
  which [he] {loved|kept|guarded|looked after} {like nothing else|day and night|better than [item]|
  more than anything}, had {vanished|disappeared|got lost|gone missing} [day].
= look
- [He] {looked|searched|hunted|felt} [h.spot], {and|then|next} [h.spot], and {even|finally|at last|
  just to be sure} {inside a boot|up the chimney|in the soup pot|under [his] hat}. [He] {found|
  turned up|came upon|picked up} [item], but {no [treasure]|that was all|not what [he] wanted|
  nothing else}.
- {First|To begin with|At once|In a great hurry} [he] {turned out|emptied|searched|looked through} {
  every {drawer|cupboard|box|basket}|the whole house|each corner|all the {boxes|shelves}}. Out {
  came|fell|rolled|tumbled} [item], [item] and [item]. {What [he] was looking for did not|The
  [treasure] did not|There was no sign of the [treasure]|The [treasure] {stayed|remained} lost}.
- {Had it rolled|Could it be|Was it hiding|Had it slipped} [h.spot]? {No|Oh no|Not there}. {Had it
  fallen|Was it|Could it have dropped|Did it lie} [h.spot]? {No|No again|Not there either}, {there
  was only [item]|nothing but [item]|just a {beetle|snail|cobweb|spider}|only {dust|shadows} and
  [item]}.
- [He] {crawled about|climbed on a chair|lay on [his] tummy|ran in circles}, {peered|looked|felt|
  poked about} [h.spot] and {shook|lifted|moved|turned over} {the rug|every blanket|the curtains|all
  the cushions}, until [someone], who was [doing], {asked|wanted to know} what {the {fuss|noise} was
  about|was the matter|[he] had lost|was going on}.
- {High and low|Left and right|Up and down|Inside and out} [he] {looked|searched|hunted}, [h.spot],
  [h.spot] and {once more|a second time|last of all} [h.spot]. {[He] found|There was|Up came|Out
  came} [item], but {what use was that|who needed that now|where was the [treasure]|how could that
  help}?
= look2
- So [he] [went] to [p2], where [he] had {been|sat happily|spent [long]} [hobby] {the day before|
  yesterday|on {Sunday|Monday|Friday}}. [P2.sight], but {nobody|not even [someone]|neither [someone]
  nor [someone]|no passer-by} had {seen|found|noticed|picked up} {it|a [treasure]|any [treasure]|
  anything {like it|of the kind}}.
- "{Perhaps I {left|dropped|forgot|lost} it|It {may|must|could} {be|lie|still be}|What if I {left|
  dropped} it} [p2.at]," [he] {thought|said|told [himself]|muttered}, and {off [he] went|[he] [went]
  there|set out|was on [his] way}. [He] {searched|looked|hunted|felt} [p2.spot] {and|then}
  [p2.spot]. {Nothing|Not a trace|No luck|Nothing at all}!
- "{Have you {seen|found}|Did you {see|find}|Has anybody found} a [treasure]?" [he] {asked|called
  to|inquired of} [someone], who was [doing]. "{No|I am afraid not|Sorry, no|Not today}. But I {did
  see|have found|can give you|picked up} [item], if that {is any {use|help}|helps|will do|cheers you
  up}."
- [He] {asked|stopped|called to|begged help from} {everyone|everybody|each neighbour} [he] {met|saw|
  passed}. [someone] was {too|much too|far too} busy [doing], and [someone] had {seen|found|come
  upon} only [item] {in a ditch|by the gate|on the steps|under a bench}.
- {Because|Since|As} it {might|could|may} have been {dropped|left|lost|forgotten} [p2.at], [he] {
  looked|searched|hunted|crawled about} [p2.spot] {as well|too|at once|with great care}, while
  [p2.sight].
= ask
- {At last|In the end|Finally|Tired and [sad]}, [he] {knocked at the door of|ran to|called on|went
  to see} [f], who was [f.hobby]. "{When did you last {have|see|hold} it|Where did you {see|have} it
  last|What did you do with it}?" {asked|said|wanted to know} [f]. "{Let us {go|walk} back the same
  way, {step by step|bit by bit}.|Think of every place, one by one.|{Running|Rushing} about will not
  help. Let us {sit down and think|think} first.|Do not {worry|cry}. I will {help|come with} you.}"
- [F] {listened|heard {it all|the whole story}|took it all in} {without a word|with [f.his] head on
  one side|over a bowl of [food]|to the end}. "{Two pairs of eyes are better than one|Two can see
  more than one|You are not alone|We will find it}," {[f.he] said [quietly]|was the answer|[f.he]
  answered|said [f] [quietly]}. "{You look high and I look low|You take that side and I take this
  one|Let us begin where you were happiest|We shall {search|try} one place at a time}."
- {Just then|At that moment|By good luck|Before long} [f] {came|walked|strolled|ran} {along|by|round
  the corner|up the path} with [item] and {|also|even} [item]. When [f.he] heard {the bad news|what
  had happened|about it|of the trouble}, [f.he] {dropped everything|put it all down|shook [f.his]
  head|took [h] by the [hand]} and said [quietly], "{Do not cry|Do not give up|Chin up|Dry your
  eyes}, [h]. {Things do not walk away|A lost thing is always somewhere|I will not rest until we
  have it|It cannot have flown away}."
- "I am {hopeless|so careless|a silly [noun]|always losing things}," [h] {told|said to|wailed to}
  [f]. "{No, you are not|Everybody loses things|Last week I lost [item]|Nonsense}," {said|answered|
  laughed|replied} [f]. "{Tell me what you did {yesterday|this morning}.|Where did you {stop to
  rest|sit down|eat [food]}?|Which way did you {walk|come}?|Who was with you?}"
- [f] {asked|wanted to know} {whether|if} [h] had {run|stopped to eat [food]|met anyone|sat down} {
  on the way|yesterday|anywhere|that day}. "{Yes|I did|Now that you ask, yes|Wait}, [p2.at]!" {said|
  cried|called|whispered} [h], and [his] eyes {grew {wide|round}|lit up|shone|began to sparkle}.
= find
- So {they|the two friends|the two|both of them} {walked|went|crept|tiptoed} back to [p2], {slowly|
  step by step|nose to the ground|eyes wide open}, and this time they {looked|felt|peered|searched}
  [p2.spot]. {Something|A corner of something|Something {bright|small}|A little thing} {gleamed|
  stuck out|caught the light|lay there}. It was the [treasure], {a little dusty|a bit damp|safe and
  sound|none the worse}!
- {They|Together they|The friends|Side by side they} {followed|found|discovered} {a trail of {
  crumbs|feathers|sand}|small footprints|a line of scratches|wet {tracks|marks}} that {led|ran|went}
  [p2.spot]. There {sat|stood|was|waited} [k], {who {held|was looking at|was drying|guarded}|with}
  the [treasure]. "{Is this yours|Does this belong to you|Are you looking for this|Did you lose
  this}? I {found it {here|this morning|in the mud|on the path}|picked it up} and {kept it dry|did
  not know whose it was|took care of it|wondered who would come}," {said|explained} [k.he].
- {Near|Close to|Not far from|On the way to} [p2] they met [k], who was [doing]. "{A {magpie|crow}
  dropped something|I saw something {shiny|small|odd} fall|Something {funny|strange|odd} is lying|
  There is something {shiny|odd}} [p2.spot]," said [k]. {They ran there|Off they ran|They hurried to
  see|[h] was there in no time}, and [oh.low]! {There|Right there|Before their eyes} {lay|was|
  waited} the [treasure]{.|, {a little wet|dusty} but whole.|, just as [he] had left it.|, half
  under [item].}
- [f] {held up|took out|picked up|put down} [item], {stopped|stood still|looked at [h]|turned round}
  and began to {laugh|giggle|grin|smile}. "[h], {what is that behind you?|what is hanging from your
  back?|turn round!|stand still a moment!}" The [treasure] {had been|must have been|was} {caught {on
  [his] own {back|coat}|in [his] own scarf}|tied to [his] own [bag]|stuck to [item] that [he]
  carried|under [his] own {hat|coat}} {all day long|the whole time|all along|from the start}.
- They {made|drew} a {list|map|plan} of {every|each} {step|stop|place|corner} {from [p2] to|between
  [p2] and} [p3]. {At the very last|Only at the last|At the seventh|Just at the very last} one,
  [p3.spot], {lay|glinted|waited|was} the [treasure], {just where [h] had {sat down to rest|eaten
  [food]|put down [item]}|half hidden by [item]|right beside [item]|as if it had been waiting}.
- "{Stop|Look|Wait|There}!" {cried|called|said} [f] [p2.at], {looking|feeling about|peering}
  [p2.spot]. {Under|Beside|Behind|Next to} [item] {something|a small thing|a corner of something} {
  shone|peeped out|stuck out|lay {still|there}}. [h] {knelt down|bent down|reached for it|brushed
  off the dust}, and [oh.low]! {It was|There was|[He] held} the [treasure].
~ oh.low: sure enough; what luck; what joy; lo and behold; would you believe it; what a surprise;
  hurray; oh, what joy
= thanks
- "[Hurray]!" {shouted|cried|sang|called} [h], {hugging [it=item.it]|dancing about|jumping three
  times|throwing [item] in the air}.
- [h] {pressed|hugged|held|squeezed} the [treasure] {to [his] heart|tight|with both [hands]|against
  [his] cheek}. "{Thank you|Thank you a thousand times|Bless you|You did it}, [f]! {Without you I
  would still be {crying|looking under [item]|running about}|I could never have {done it|found it}
  alone|You are {worth more than any treasure|the best friend there is}|You shall have [food] {for
  this|tonight}}."
- {How [glad] [he] was|You should have seen [his] face|What a [glad] [noun] [he] was|There was
  nobody happier}! [He] {tied|knotted|fastened|sewed} a [colour] {string|ribbon|cord|bell} to the
  [treasure], so that it {could never be lost|would be easy to {find|see|spot}|could not run away|
  would never {slip away|hide}} {again|another time}.
- "{Next time|From now on|After this} I will {put it back where it belongs|look after it better|
  think before I run|keep it in {one|a safe} place}," {said|promised|laughed|called} [h], {and gave
  [f] [item]|holding it {tight|up high}|and [f] {laughed|nodded|smiled}|wiping [his] {nose|eyes}}.
~ item.it: it close; everybody in sight; the lamp post; the nearest tree; [f]; [f] again and again
= moral
- {A calm head|A peaceful mind|A patient eye} {finds|sees|discovers} what a {hurried|worried|hasty}
  one {walks past|misses|cannot see}.
- {Lost things|Things that are lost|Missing things} are {found sooner|easier to find|not so hard to
  find} {when friends look together|with a friend beside you|if two are looking|when you keep calm}.
- {And ever since|Ever since|Since that day}, everything {in [home]|[h] owns} has had {a place of
  its own|its own {hook|shelf|box|corner}|a {label|ribbon} on it}.

@ gift
: open habit? start / plan stroll / trade stroll? trade2 / give / close moral?
= start
- {[Day], [h] {heard|got|was told} {sad|bad|worrying} news|{Sad|Bad|Worrying} news {reached|came to}
  [h] [day]}: [f] {was|lay} ill {in bed|and could not get up|at home|with a {fever|cold|cough}}.
  "[F.he] needs {something to cheer [f.him] up|a treat|a kind thought|a little joy}," {said|sighed|
  added|explained} [someone], who was [doing].
- {It would soon be|Tomorrow was|The next day was|Only two days were left until} [f]'s birthday, {
  and|but} [day] [h] still {had no|had not found a|was without a|needed a} {present|gift|surprise}.
  [Weather]
- [Weather] [f] had been so {kind|good|patient|helpful} {all year|for weeks|lately|the whole week}
  that [h] {decided|planned|made up [his] mind|wanted} [day] to {bring|give|find|get} [f.him] {a
  surprise|a present|a treat|something {nice|special}}.
- "{What would {make [f] happy|please [f] most|make [f] smile|cheer [f] up}|How can I {cheer [f] up|
  make [f] smile}|What does [f] like best}?" [h] {wondered|asked [himself]|thought|asked [someone]}
  [day], while [h.sight]. {The poor thing had {a cold|a cough|a fever}|[f] had {looked|seemed|been}
  so [sad] {lately|all week|since {Monday|Sunday}}|It was {almost|nearly} [f.his] birthday|[f] had
  lost [item] and was [sad]}.
- [Day], a {letter|note|card|scrap of paper} from [f] {lay on the mat|came|arrived|was pushed under
  the door}. "I have {a sore throat|a bad cold|a twisted foot|a cough} and must {stay|lie|rest} {in
  bed|at home|under my blanket}," it {said|began}. [h] {jumped up|put on [his] {hat|scarf|coat}|
  could not bear it|{read it twice|sighed} and stood up}.
- {Nobody|Not even [someone]} could {make [f] {laugh|smile}|cheer [f] up} [day], for [f.he] {had {a
  cold|a cough} and {a red nose|no voice}|was ill and had to {rest|stay in bed}|lay in bed with a {
  cold|fever}}. "{This cannot go on|I must do something|Wait and see|What a pity}," {said|thought|
  sighed} [h], {putting down [item]|who had been [hobby]|while [h.sight]}.
= plan
- [He] {knew|remembered|was sure} that [f] {loved|liked nothing better than|dreamed of|could never
  get enough of} [f.likes], but {the cupboard {held only|had nothing in it but}|all [he] {could
  find|had} was|at home there was {just|only|nothing but}} [food]. So [h] {packed|took|picked up|
  gathered} [item] and [item], {in case [he] could swap them|just in case|ready to trade|because
  somebody might {want|need} them}, and {set out|started off|left the house|[went] off}.
- "[F.likes]!" [he] {said aloud|cried|called out|told [someone]}. "{Nothing else will do|That is
  what [f] likes best|That would be the thing|Yes, that is {it|right}}." {Where could such a treat
  be {found|had}|But who had any to {spare|give away}|But where to {look|begin}|Who would have some
  {today|left}}? [He] {put|dropped|packed|stuffed} [item] {into|in} [his] [bag] and {[went] {off|
  away}|set out|was gone|started down the path}.
- {Should it be|Perhaps|What about|How about} [item]? {No|Hardly|Oh no|Too {plain|odd}}. {Should it
  be|Or|Maybe|Then} [food]? {Not bad|Closer|Better|Nearly}. But [f.likes], which [f] {could enjoy
  all day|loved above everything|{dreamed|talked} of {day and night|so often}|always asked for},
  would be {perfect|just right|the very thing|best of all}, and [h] {meant|made up [his] mind|was
  going|promised [himself]} to {find|get|bring home} some.
- {Having {thought|pondered}|After {thinking|sitting still|walking about}} for [long], [h] {made up
  [his] mind|decided|promised [himself]|wanted with all [his] heart} to {find|fetch|get|bring [f]} {
  |some|a lot of|a bit of} {[f.likes], no matter {how {far [he] had to walk|many {miles|hours} it
  took|long the road was|many doors [he] had to knock at}|what it cost}|[f.likes], even if it took {
  all day|until dark|the whole day}|[f.likes] before {sunset|nightfall}}.
= trade
- [K], who was [doing], {had {some|plenty|a little}|knew {about some|where to find some}|had just {
  made|bought} some|kept some {on a shelf|in a tin}}. "{You shall have {it|your share}|I will {help
  you|see to it}|Gladly|With pleasure}," said [k], "{but first {help me|lend me a hand}|if you {lend
  me a hand|help me a little}|once my work is done|but I {need|could use} some help first}." So [h]
  spent [long] [chore], {without one complaint|and even sang|{humming|whistling} all the while|until
  all was done}.
- [P2.at], where [p2.sight], [he] {asked for|looked for|hoped for} {help|advice|a bit of luck}. "{
  Bring me|Find me|Get me|Give me} [thing=item]," said [k], "and I will {show you the way|give you
  what you {want|need|came for}|see what I can do|help you}." {Luckily|By good luck|As luck would
  have it|Happily}, [someone] had [thing] and was {glad|willing|happy|ready} to {trade|swap|make a
  trade} for [item].
- {A gust of wind|A deep ditch|A locked gate|A hungry goat} {stopped|held up|got in the way of} [h]
  [p2.at], but [he] {did not turn back|would not give up|had no time to be afraid|kept {calm|
  thinking}}. {With the help of|Thanks to|Helped by} [k], who {threw [him]|brought|held out|came
  with} [item], [he] {got|made it} {past|across|through|to the other side}, and {there|soon|before
  long} [he] {found|held|was given} what [he] {wanted|needed|had come for}.
- "{I have {never|seldom} {heard|been asked} such a thing|Nobody has {ever asked me that|asked me
  that for years}|What a {strange|long} way to come for that|You are the first to ask me that},"
  said [k] [p2.at], "but {since it is for [f]|because you ask so nicely|as you have come so far|if
  it is for a friend}, {take some of mine|I will share what I have|you may have {some|half of it|a
  bagful}|here you are}."
= trade2
- {Half|A part|Some|One half} of it was {enough|plenty|all that was needed} for {[him]|[f]}; the
  rest [he] {gave|handed|left} to [someone], who {looked|seemed|was} {hungry|tired|cold|worn out} {
  from|after} [doing].
- [He] {thanked|paid} [k.him] with [item], {wrapped|packed|folded|rolled} {the|[his]} {treat|
  present|gift} in a [colour] {cloth|scarf|napkin|handkerchief}, and [went] {on|off|along} as {if|
  though} [he] were carrying {eggs|a king's crown|a sleeping baby|glass}.
- By now [his] {feet|legs|toes|knees} {ached|hurt|were sore}, [his] {nose|hat|scarf|back} was {cold|
  dusty|wet|warm}, and the {road|path|way} {seemed endless|went uphill|grew steeper|would not end}.
  "{Only a little farther|Left, right, left, right|For [f]|One more bend}," [he] {told [himself]|
  said|hummed|panted}.
- {The|[His]} {parcel|bundle|present|little packet} smelled {so good|wonderful|better at every step|
  like a feast}! {Just one bite|One tiny taste|Only a {crumb|lick}|A small taste}? "{No|Certainly
  not|Never|Shame on you}," {said|whispered} [h] {firmly|to [his] tummy|and walked faster|with a
  sigh}. "{It is not mine|A present must {be|stay} whole|It belongs to [f]|[f] comes first}."
- {On the road|At a corner|Near a gate}, [someone] {stopped [him]|came past} and {sniffed|looked at
  the {parcel|bundle}|pointed at the {parcel|bundle}}. "{What have you got there|Who is that for|
  What smells so good}?" "{A surprise|Medicine|Something for [f]|That is a secret}," said [h], and {
  hid it under [his] coat|held it tighter|[went] on|gave away [item] instead}.
= give
- {When|As soon as|By the time} [h] {reached|came to|got to|stood before} [f.home], [f.he] was {
  lying|sitting|resting} {under {three|two|all [f.his]} blankets|by the {fire|stove|window}|among
  the pillows|with [item] on [f.his] knees}. "[Hello]," {said|whispered|called|began} [h], and {
  lifted the {cloth|lid}|opened the parcel|held out {[his] [hands]|the present}|untied the {string|
  knot}}. "[F.likes]!" {cried|gasped|whispered|called} [f]. {[F.his] cheeks turned pink|In a moment
  [f.he] was sitting up|[F.he] {laughed|smiled} for the first time in days|[F.his] eyes {shone|grew
  round}}.
- [f] opened the door {a crack|slowly|wrapped in {a quilt|a shawl}|with a {yawn|sniff}}. {At first
  [f.he] {said nothing at all|only stared|could not speak}|[F.he] sniffed {once, twice|the air}|
  [F.he] looked at the parcel {and at [h]|from all sides}}. {Then|A moment later|All at once} [f.he]
  {threw [f.his] arms round|beamed at|hugged|smiled at} [h]. "{You {went|walked|came} all that way
  for me!|How did you know?|It is the best present {in the world|of all|I ever had}!|Is all this for
  me?}"
- "{Close your eyes|Guess what I have|Shut your eyes and sniff|Here is a riddle for you}," {said|
  called|whispered} [h] to [f]. It was {not a hard|an easy|hardly a} {riddle|game}, {since|for|
  because} [f.likes] can be {smelled|sniffed out} from {the stairs|the garden gate|next door|a mile
  away}. They {divided|shared|split} the treat {down the middle|fairly|between them}, and {each|
  every} {bite|mouthful|crumb} {tasted of|was as good as|was like} {sunshine|holidays|a hug|a
  summer's day}.
- "I {was feeling|felt|was} so [sad] {this morning|yesterday|until now|a minute ago}," {said|
  admitted|laughed|mumbled} [f] {with a full mouth|between two bites|after the first bite|with
  shining eyes}, "{and|but} now I feel {as light as [like.b]|almost well again|as if I could {dance|
  fly|sing}|like a new [f.noun]}." [h] {blushed|only smiled|laughed|turned red} and {poured {some|
  the} tea|shook the pillows|gave [f.him] [item] as well|sat down on the bed}.
~ like.b: a feather; a bubble; dandelion fluff; a cloud; a soap bubble; a snowflake; a paper kite; a
  moth; a breath of air; a leaf
= moral
- {The best|A good|The dearest|A true} present is {not always the {biggest|most costly}|made of {
  trouble|time|care} and love|one that somebody walked far to {bring|find}|one that comes from the
  heart}.
- {Kindness|A kind deed|Joy|A treat}, like [food], is {nicest|best|sweetest} when {it is shared|
  friends share it|given away|two enjoy it}.
- It is {a fine thing|lovely|nice|good} to {get|be given|open} a present, {but|and yet} it is {
  finer|even nicer|better still} to {give|bring|make} one.

= close
- {Before [h] left|When [h] {left|got up to go}|By the time [h] had washed the {plates|cups}}, [f] {
  was {asleep|sleeping soundly|snoring softly|fast asleep}|had {fallen asleep|dropped off}}, with {
  pink cheeks|a smile|one [f.hand] still on the plate|[item] under the pillow}, and outside [sky].
- [h] stayed {until [sky.dusk]|till bedtime|for [long]|as long as [f] liked}, {read {two stories|a
  whole book|a fairy tale|the newspaper} aloud|played {cards|three games} with [f.him]|told {one
  joke|one story} after another|sang {every song [he] knew|a lullaby}} and {went|walked|[went]} {
  home|back} {humming|on tiptoe|tired but [glad]|under the {stars|moon}}.
- {The next day|Two days later|By {Monday|Sunday}|Before the week was out} [f] was {up|on [f.his]
  feet|well|out of bed} again, and the first thing {|that} [f.he] did was to {bring|give} [h] [item]
  and {a big hug|plenty of [food]|a letter of thanks|half of [f.his] [food]}.
- So the day ended with {riddles|songs|a long story|jokes and laughter} {by the bed|beside the
  stove|under one blanket|over [food]}, {and|while} outside [sky].
- {A week later|Not long afterwards|The next morning|On {Monday|Friday|Sunday}}, [someone] {asked|
  wanted to hear from} [h] where [he] had been {on that day|so long|all day|with that parcel}. "{On
  a very important errand|At the best party of the year|Only at [f.name]'s|Oh, here and there},"
  [he] said, and {smiled|winked|went on [hobby]|hummed a tune}.
- {When|As soon as|By the time} [he] {came|got|was} home, [h] was {tired|worn out|sleepy} and {
  hungry|footsore|dusty|cold}, but [he] {sang|hummed|whistled|smiled} {in the bath|while [he] {ate|
  had} [food]|until bedtime|in [his] sleep}, for [sky] and [f] was {smiling|laughing|well|happy}
  again.
~ sky.dusk: the lamps were lit; the candle burned low; the clock struck {seven|eight|nine}; the
  first star came out; the moon rose; the fire went out; [f] began to yawn

@ broken
: open habit? start / crash feel? / hide / own pause? / mend close moral?
= start
- [Day], [h] {was visiting|was waiting for|had come to see|dropped in on} [f] [f.at], and {there|
  right there|close by|before [him]}, {on a chair|on the table|by the door|on a shelf}, {lay|was|
  rested|waited} [f]'s {|own|dear|precious|famous} [f.treasure]. [Weather]
- [f] had {gone|run|hurried|slipped} {out|off|away} {to fetch|for|to buy|to look for} {[food]|
  [item]}. "{Please do not|You must not|Mind that you do not|Promise not to} {touch|play with|pick
  up|move} my [f.treasure] while I am {away|out|gone|not here}," [f.he] had {said|begged|warned|
  called} [day].
- [Weather] [Day], [f] {lent [h]|handed [h]|let [h] hold|let [h] borrow} [f.his] [f.treasure], {the
  dearest thing [f.he] had|which [f.he] never lent to anybody|[f.his] pride and joy|which [f.he]
  loved more than [f.likes]}. "{{Be|Please be|Do be} {careful|very careful|gentle|ever so gentle}
  with it|Take {|good|great} care of it|Keep it {safe|dry|away from [item]}}," [f.he] {begged|said|
  added|warned}.
- [Day], [h] {could not resist|was tempted|forgot [his] manners|did a silly thing}: [he] {picked up|
  borrowed|took|helped [himself] to} the {|[colour] box with the|old|dear|fine} [f.treasure] that {
  belonged to [f]|[f] {loved|kept [f.spot]|kept next to [item]|was so proud of}}, {just to see how
  it felt|only for a {minute|while|bit}|without asking|for fun}.
= crash
- [He] {twirled|danced|ran|skipped} {|about|round and round|up and down|to and fro} {like [like]|
  with it|in a circle|for fun}, {tripped over|stumbled over|bumped into|stepped on} [item], and {
  crash|bump|snap|crack}! {The|Now the|Oh, the|[f]'s} [f.treasure] {[f.damaged]}.
- {First it|Whoops, it|It wobbled, it|In a blink it} {slipped|slid|fell|dropped}, {then it|next it}
  {bounced|rolled|hit [item]|knocked over [item]}, and {at last|in the end|there|now} it {lay|
  landed|came to rest|stopped} [f.spot] with [f.damage] as {long|big|wide} as {a finger|a whisker|a
  spoon|a bean}.
- A {pigeon flew up|door banged|dog barked|cup fell}, [h] {jumped|gave a start|swung round|looked
  round}, and {the|[f]'s|that dear} [f.treasure] {flew|dropped|slid|slipped} out of [his] [hands]{|,
  right onto [item]|, down to the floor|, hitting [item]}. {Crunch!|Crack!|Oh, what a sound!|Bump!}
  It would {never|never again|not ever} {be|look} {the same|as good|as fine|whole}.
- {Who could have known|How could [he] guess|How was [he] to know|Why had nobody told [him]} that it
  was so {thin|old|delicate|weak}? {One|Just one|Only one} {little|small|quick|gentle} {pull|
  squeeze|push|tap}, and {the|[f]'s|the poor|the dear old} [f.treasure] {came apart|fell to bits|
  went to pieces|was in two halves} [while] [s.sight].
~ while: while; just as
= hide
- {Quick as a flash|Without thinking|In a fright|In a hurry}, [h] {hid|pushed|put|tucked} {the
  pieces|all the bits|every bit|what was left} [f.spot] and {sat on [his] [hands]|began to whistle|
  laid [item] on top|put [item] in front}. But {[his] tummy|[his] heart|something inside|[his] head}
  {hurt|ached|felt bad|was not at ease}, and {even [food]|nothing|not even [food]} {tasted|seemed} {
  right|good|nice}.
- "{Nobody saw me|I could say that the wind did it|Perhaps nobody will notice|Nobody need know},"
  [he] {thought|whispered|muttered|told [himself]}. {All the same|Even so|Still|But somehow}, when
  [f] {came|walked|skipped|ran} {back|in|home} {with [food]|singing|with [item]|smiling}, [h] {could
  not|did not dare to|was afraid to|found it hard to} {look at [f.him]|meet [f.his] eyes|say hello|
  turn round}.
- [He] {tried|did [his] best|hurried|wanted} to {stick|tie|fix|patch} it {|together} with {jam|a bit
  of string|chewed bread|honey}, but {it|the whole thing|the poor thing|the [f.treasure]} {fell|
  dropped|came|went} {apart|to bits|to pieces} {again|at once|in [his] [hands]|every time}. {Then|
  Just then|At that moment|Suddenly} [he] heard {footsteps|[f] coming|[f] at the door|[f] singing}.
- "{Is anything wrong|Is anything the matter|What is the matter|Has something happened}?" asked [f],
  {putting down|unpacking|still holding|coming in with} [item]. "{N-no|N-nothing|Oh, n-no|W-what?
  No}," {said|mumbled|stammered|squeaked} [h], and {turned as red as a {beetroot|tomato|poppy|
  cherry}|stared at {[his] feet|the floor|[item]|the ceiling}|wished {that the floor would swallow
  [him]|to be {far away|[p2.at]|very small|a snail}}|hid behind [item]}.
- [He] {ran|[went]|crept|hurried} {all the way|off|away|straight} to [p2], where [p2.sight], but the
  {bad|heavy|hot|nasty} {feeling|thought|secret} {came too|came along|would not stay behind|was
  there first}. "[Oh]," {said|sighed|called} [someone], who was [doing]. "{{A secret like that|That
  kind of secret|Such a secret} {gets|grows|becomes} {heavier|bigger|worse} every {hour|day|minute}|
  You {had better|should|must} {go back|turn round|tell [f]|go home} {now|at once|today}|Hiding
  never {mended|helped} {anything|anybody|a thing}}."
= own
- {At last|In the end|By and by|After [long]} [h] {swallowed hard|took a big breath|could bear it no
  longer|stood up straight}. "{I broke your [f.treasure]|It was me, I broke it|I did it: I broke
  your [f.treasure]|Your [f.treasure] is broken, and I did it}," [he] {said|whispered|mumbled|burst
  out}. "{I am|I feel} {very|so|truly|dreadfully} sorry{|. I should have {been careful|asked you|
  told you at once}|. I was wrong to {hide it|take it|say nothing}}." [f] {was silent|was quiet|said
  nothing|looked down} for [long].
- "[f], I {must|have to|want to|need to} tell you something{| now| sad| bad}," {said|began|
  whispered} [h], {with a lump in [his] throat|in a tiny voice|trembling|looking at [his] feet}, and
  {brought out|showed [f.him]|held out|pointed at} {the pieces|all the pieces|the bits|what was
  left}. [f] {gulped|blinked back a tear|sniffed|stared for [long]}. "{I am sad|It was my favourite
  thing|I loved it so|What a pity}," [f.he] said, "but {{I am glad|it is good|I am happy} that you {
  told me|told the truth|came to me|said so}|{thank you for|I like you for} {telling me|telling the
  truth|owning up}}."
- It took {courage|all [his] courage|[long]|three tries}, but [h] {told|confessed|blurted out|poured
  out} the {whole story|whole truth|truth|sad tale}, {from beginning to end|from the first step to
  the last|bit by bit|leaving nothing out}. [f] {frowned|sighed|gasped|looked sad} {first|at first|a
  little|for a moment}, then {nodded|held out a [f.hand]|smiled a little|patted [his] shoulder}. "{
  Thank you for {saying so|telling me|being honest|the truth}|{Everyone|Everybody} breaks something
  {once|now and then|sometimes|some day}|I {broke|dropped|tore|spoiled} [item] {myself|, too,|as
  well} {last week|yesterday|on Monday|not long ago}}."
= mend
- They {carried|took|brought|rushed} it to [k], who {owned|had|could lend them|could offer}
  [mender], [mender] and {a very steady hand|plenty of time|a good lamp|a kind word}. {By evening|
  Before supper|In two days|[Later]} the [f.treasure] was {whole again|as good as new|almost like
  new|in one piece}, except for {one|a} {thin|funny|tiny|crooked} {line|mark|bump}, which [f] {
  called its {smile|wink|eyebrow}|rather liked|thought pretty|showed to [someone]}.
- [h] {worked|saved|helped|toiled} for {three days|a week|two weeks|four days}, [chore] {for|with|
  near} [k], until [he] could {pay for the repair|buy what was needed|pay [k.him]|pay for it}. {
  When|As soon as|Once} {the [f.treasure]|it|all} was {mended|done|ready|whole again}, [f] {smiled|
  laughed|cheered|nodded} and {let [him] hold it first|forgave [him]|hugged [him]|gave [him]
  [item]}.
- With [mender], [f.mending] and {a lot of|plenty of|much|a little} patience, {they|the two friends|
  the two of them|both of them} {fixed|mended|patched up|put together} the [f.treasure] {together|as
  well as they could|that day|[f.at]}, {piece by piece|bit by bit|little by little|humming as they
  worked}, while [s.sight].
- {Nothing could mend it|It could not be mended|No glue would help|It was past mending}, {so|and so|
  and} [h] {gave|brought|handed|offered} [f] [his] {own|dear|very own} [treasure] {|instead|in its
  place|with [item]}. "{No|Oh, no|No, no|No, [h]}, {let us|we will|we can} {share it|both have it|
  take turns|keep it together}," said [f], "{first|now} {[f.at]|with me|at my house}, {then|and
  later|next week} {[at]|with you|at your house}."
= moral
- {It is hard to say sorry|Saying sorry is hard|To say sorry takes courage|Sorry is a hard word},
  but {it is harder not to|keeping still is {much|far} harder|hiding is harder|it helps}.
- {A broken {thing|toy|cup} can be mended|{Many|Most} things can be mended} {with glue|with a
  needle|with patience}; a broken promise needs {the truth|more than that|a brave heart}.
- {Tell the truth at once|When something goes wrong, say so|If you break a thing, say so}, and {half
  of the trouble is gone|friends will help you|you will sleep well|it will soon be put right}.

@ quarrel
: open start / row row2 pause? / alone feel? / sorry / close moral?
= start
- [Day], [h] and [f] were {{building|making} {a den|a raft|a swing|a cart}|painting {a sign|a door|a
  boat}|baking {a cake|a pie}|mending {a cart|a net|a roof}} {|together|side by side|as usual}
  [s.at]{|, with [item]}. [Weather]
- [Weather] [h] and [f] had {found|been given|bought|picked up} [thing=item] [day], and {both of
  them|both friends|both} {wanted|hoped|meant} to {have|keep|hold|try} it {first|alone|at once|that
  day}.
- [Day], [h] {invited|asked|had invited} [f] for [food], and {at first|to begin with|for a while|for
  [long]} {everything was lovely|they had a fine time|all went well|they talked and laughed}. {
  Outside|Meanwhile|All the while} [s.sight].
- [h] and [f] {never quarrelled, or almost never|were the best of friends and hardly ever
  quarrelled|shared everything, even [food]|almost never had a cross word}. But [day] they {began to
  argue about|both wanted to borrow|could not agree who should {carry|have|hold}|fell out over}
  [item]{|, of all things|, which came from [someone]}.
= row
- "{It is mine|I saw it first|Mine|I go first}!" {shouted|cried|said|snapped} [h]. "{No, you are
  wrong|That is not true|You always say that|That is not fair}!" {called|shouted|yelled|snapped} [f]
  {even louder|at once|angrily|in a rage}. They {pulled|stamped|glared|argued} {|and {pushed|
  grumbled|stamped}} until {[item] fell over|their faces were red|both were hoarse|both were red}.
- "We should {start here|use more string|do it my way|begin again}," {said|began|called} [h]. "{That
  is silly|Nonsense|Certainly not|What rubbish}! {Only a {snail|goose|baby} would {do it like that|
  say such a thing|think so}|My way is {better|quicker|best}|I know better}," {said|snapped|
  grumbled} [f]. {One word led to another|Soon both of them were shouting|Soon they were stamping|
  Neither would give in}, {while|until} [someone] {looked up from|stopped|gave up|forgot about}
  [doing].
- [f] {laughed at|made fun of|giggled at|teased} [h] because [he] had {dropped|lost|sat on|tripped
  over} [item]. It was {only a little joke|just a bit of fun|not very kind|not meant badly}, but [h]
  {got cross|turned hot and red|felt hot all over|was hurt}. "{You are {a bad|no|not a good|a mean}
  friend|I will never {play with|talk to|help|visit} you again|Go away, then|Laugh at {someone else|
  [someone]}}!"
- [h] {forgot|had forgotten|did not remember|had quite forgotten} that [he] had promised to {wait|
  bring [item]|bring [food]|come early}, and [f], who had been {waiting|standing|sitting} [s.at] for
  [long], was {very cross|deeply hurt|really angry|hurt and cross}. "{You never think of me|You do
  not care|You always forget me|A friend would have come}!" [f.he] {cried|shouted|said}.
= row2
- {So|Then|With that|Before long} [f] {marched|stamped|stormed|[f.went]} off {home|down the path|
  alone|without a word}, {slamming the gate|kicking a stone|without looking back|muttering}, and [h]
  {stayed behind|was left behind|stood there|sat down alone} with [item] and {a hot, angry feeling|a
  lump in [his] throat|a red face|tears in [his] eyes}.
- One {turned|stamped off|went|marched} {left|to the left} and the other {right|to the right}, and {
  nobody|neither|neither of them} {said goodbye|looked back|waved|said a word}. [S.sight], but {who
  cared about that?|neither of them {saw it|looked|cared}.|{nobody|neither} was looking.|what did it
  matter?}
- They {drew|made|scratched|marked} a line {in the dust|with chalk|with a stick|on the ground} right
  {through|across|down} the middle. "{That is your side|Do not cross it|You stay over there|This
  side is mine}," {they told each other|they said|both of them said|said each}, {and turned their
  backs|and sat down with folded arms|and looked the other way|and said no more}.
= alone
- {At home|Alone|All by [himself]|Back home}, [h] {tried|started|went back to|began} [hobby]. It was
  {no fun|dull|not the same|boring}. [He] {sat down to|tried|took a taste of|asked [someone] for}
  [food], but {it was like {eating|chewing|swallowing}|all that [he] could taste was|it tasted {of|
  like}} {cardboard|sawdust|air|paper}. {What good is a joke with nobody to laugh at it|Who was
  there to talk to|Who would share it|What use was [item] now}?
- [He] {told [himself]|told [someone]|said aloud|told everybody} that [he] did not {care|mind|need
  anybody|want a friend}. But {when|as soon as|each time} [he] saw {two|a pair of} {sparrows|ducks|
  snails|robins} {sharing a crumb|side by side|close together|playing} [s.spot], [he] {had to {look
  away|think of [f]|swallow|sit down}|{sniffed|sighed} {and turned away|a little|and thought of
  [f]}|felt a lump in [his] throat}.
- "{You look like|My, you look like|Today you look like|Dear me, you look like} a {rainy Monday|wet
  Sunday|cold pancake|lost mitten}," {said|remarked|called} [k], who was [doing]. [h] told [k.him] {
  everything|all about it|the whole story|what had happened}. "{And which of you is {happier|better
  off|the winner} now|And what would you {say|do|think} if you were [f]|Is [it=thing.q] worth {more
  than|losing|as much as} a friend|And how does [f] feel}?" asked [k] [quietly].
- That night [h] {lay awake|could not sleep|tossed and turned|sat up in bed} {and counted|counting}
  {the cracks in the ceiling|the stars|sheep|the ticks of the clock} while [sky]. {Perhaps [f] had
  been {a little bit|partly|quite|half} right|Perhaps [he] had been {unkind|unfair|wrong|too loud}|
  Had [he] been {unkind|unfair|too proud}?}. {Perhaps [f] was awake, too|It was a {long|dark|lonely}
  night|How [he] missed [f]|Sleep would not come}.
~ thing.q: being right; a silly word; being first; the biggest piece; the last word; a little fun;
  [item]
= sorry
- {The next morning|Early the next day|Before breakfast|As soon as it was light} [h] [f.to] [f.home]
  and {said|called|whispered}, "I am {|so |very |truly }sorry. {I should not have {shouted|been so
  cross|said that}|I was {unkind|wrong|silly|unfair}|I missed you{| so much| all night}|Let us be
  friends}." "{I am sorry, too|So am I|And I am sorry as well|No, I must say sorry}," {said|
  answered|sniffed} [f]. "{I was {just coming|on my way} to you|I could not {sleep|eat|sit still|
  think}|I missed you {as well|just as much}|I was {just as|every bit as} {silly|cross|bad}}." {They
  had both brought [item]|Then they laughed until they {had hiccups|cried}|And out came [food]|So
  they sat down to [food]}!
- [h] {divided|shared out|packed|put aside} [food] and {carried|brought|took|gave} {the bigger half|
  the best part|the bigger part|most of it} to [f]. "I {was|have been} {wrong|unkind|silly|unfair}.
  {Will you|Would you|Can you} be my friend again?" [f] looked at {the plate|the food|it}, then at
  [h], {and the corners of [f.his] mouth began to twitch|and smiled|for [long]|and put down [item]}.
  "{Only if you eat with me|Yes. I was wrong, too|{Yes|Gladly}, if {we share it|you sit with me|you
  take half}|Of course, you {silly|dear|old} [noun]}."
- They met {halfway|by chance|early next day|the next morning} [p2.at], each {carrying|holding|
  bringing|with} [item] as a {present|peace gift|gift|surprise}{| for the other}. {Both began at
  once|For a moment both were shy|Both turned red|Neither knew how to begin}. "{Sorry|I am sorry|I
  am so sorry|Please forgive me}!" {they said together|said two voices|called both of them|said one
  and the other}, {and|and so|and with a hug} {that was that|the quarrel was over|they were friends
  again|all was well}.
- "{Let us|We could|We can|We should} {take turns|share|make up|find a fair way}," {said|began} [h].
  "{You first {today|now}, I tomorrow|One {hour|day} for you and one for me|You {may|can|shall} {
  begin|go first|choose}|First you, then me}." [f] {thought it over|nodded slowly|thought for
  [long]|put down [item]}. "{That is fair.|Why did we not think of that before?|That sounds {good|
  fair|fine}.|What a good idea!} And {when we finish|after that|tomorrow|later} we can {share|have|
  eat|enjoy} [food]."
- [h] wrote a {|little |short |long }{note|letter|card}{| on [colour] paper| in [colour] ink}: "{I
  like you better than {winning|[likes]|[item]}|Sorry is a small word, but I mean it|{A|One} friend
  is worth more than [item]|Please be my friend again}." [He] {pushed|slid|slipped} it under the
  door [f.at], and {before [he] could {turn round|knock|run off}|at once|almost at once|[later]} the
  door {flew open|opened|swung wide}, and {[f] hugged [him]|out {came|ran|jumped} [f]|there stood
  [f] with [food]}.
~ f.to: walked to; hurried to; ran to; went to; came to; went back to; made [his] way to; raced to
= moral
- {Two friends can quarrel|Even good friends quarrel|All friends quarrel sometimes}, but {good
  friends|the good ones|true friends} also {make up|say sorry|make peace}.
- {It is better|It is wiser|It is nicer|It makes you happier} to be kind than to be {right|first|
  proud}.
- When two {people|friends} want the same thing, {taking turns|sharing} makes {it last twice as
  long|both of them happy|it twice as nice}.

@ greedy
: open habit? start / eat eat2 / result feel? / repair answer / close moral?
= start
- [Day], a {huge|great big|heavy|wide} {basket|crate|box|bowl} of [treat=treats] {stood|was waiting|
  arrived|was left} [s.at]. "{For everyone|One each, please|One for each of you|To share}," said the
  {label|card|note} on it. [Weather]
- [Weather] {Mrs. Crumpet had sent|There was|[someone] had made|[someone] brought} a {tray|plate|
  dish|bowl} of [treat=treats] for the {party|picnic|choir|fair} [day], and [h] {was asked|had|was
  told|had promised} to {take|carry|bring} it to [p2].
- [Day], [h] and [f] {bought|were given|made|won} so many [treat=treats] that they filled {a
  wheelbarrow|three baskets|a tub|two buckets}. They {agreed|planned|meant|promised} to {share them|
  eat them|enjoy them} {with all their neighbours|in the evening|with [someone]|after [hobby]}.
- "Half of the [treat=treats] are {for you|yours}, and {half|the rest} are for [f]," [someone] {
  told|said to} [h] [day], and {set down|handed over|held out|gave [him]} a {warm|well-filled|wide|
  heavy} {dish|bowl|tin}.
= eat
- "{One little taste cannot hurt|Nobody will miss just one|Just one will do no harm|One more or
  less, who can tell}," {thought|whispered|said} [h], and [he] {took|chose|picked|tried} {the
  smallest|the one on top|the biggest|the nearest one}. {Mmm|Oh|Ah|Yum}! It was {sweet|soft|crisp}
  and {sticky|warm|fresh|tasty}, {better|nicer|finer|sweeter} than {[food]|[food] or [food]}.
- {How good they smelled|What a smell that was|How fine they looked|Oh, that smell}! [h] tried to
  think of {snow|[item]|sums|[fear]}. [He] tried to {look at {the sky|[his] feet|[item]}|hum a tune|
  count to ten}. {It was no use|Nothing helped}: [his] [hands] {were already|were soon|were at once|
  had crept} {in the dish|among the [treat]|near the [treat]|on the biggest one}.
- [f] had {gone|run|hurried|gone home} to {fetch|look for|borrow} [item], so [h] was {alone|left
  alone|all by [himself]} with the [treat] for [long]. {That was far too long|Imagine that|Was that
  wise|How hard that was}! [He] {licked|nibbled|sniffed at|tried} one, {only to be sure that they
  were good|just to see if it was {sweet enough|done|fresh}|and it was better than [food]|for [he]
  was hungry after [hobby]}.
= eat2
- But after one came {another|a second|one more}, and after {that|the second|this one} {a third|two
  more|three more}. {Munch, munch, munch|Munch|Yum|Gulp}! [He] {ate|munched|chewed|swallowed} {on
  and on|in haste|greedily|while [s.sight]}{|, and thought of nothing else|, one after another}.
- {"For [someone]," said [he], and ate {one|two}. "{For|And for} [someone]," and [he] ate {two|
  three|another}.|[He] ate one for {Monday|breakfast|the sun|luck}, {one|two|another} for {Tuesday|
  supper|the moon|fun} and {three|four|five} for {Sunday|[someone]|the stars|good measure}.} {Soon
  only crumbs were left|Before [he] knew it the dish was empty|Then there were no more|{At last|
  Soon|Before long} the [treat] {were gone|were all eaten}}.
- [He] {hid|crept|crawled|slipped} behind [s.hide] and {gobbled|ate and ate|stuffed [himself]|
  munched}, and {although|even though|though} [he] was {full|quite full|tight as a drum|no longer
  hungry}, [he] {did not stop|went on|kept eating|could not stop} until {the last one|every single
  one|all|the last crumb} was {gone|eaten}.
~ s.hide: a hedge; a wall; a barrel; a bush; a big stone; an old door; a cart; a tree; a shed; a
  heap of hay; a curtain; a pile of boxes
~ treats: cherry buns; strawberries; ginger biscuits; plum dumplings; honey cakes; sugared almonds;
  apricots; jam tarts; cream puffs; toffee apples; raspberries; nut cookies; custard pies; lemon
  drops; ripe figs; iced doughnuts; pancakes; pears; cheese straws; chocolate mice; blackberries;
  hot waffles; peppermints
= result
- {Then|Soon|But [later]|And then} [his] tummy, as {round|tight|hard} as {a drum|a balloon|a
  pumpkin|a barrel}, began to {growl|hurt|ache|grumble} {dreadfully|badly|so much that [he] {
  groaned|cried|bent double}}. And there {was|stood|came} [f], {holding [item]|back from [p2]|with
  [item]} and {staring|looking|blinking} at the empty dish.
- "[Oh]," {groaned|moaned|sighed} [h], who could {hardly|not} {move|bend|stand|sit up}. {Worse than
  the tummy ache was|What made it worse was|But worst of all was|Then [he] saw} [f]'s {face|sad
  face|sad look|look}. "{Where are the [treat]|Is there nothing left for me|Are they all gone|Who
  has eaten the [treat]}?" asked [f] [quietly].
- [Later], [f] and [someone] {came|arrived|turned up|appeared} with {plates and spoons|empty bowls|
  good appetites|[item]}. {There was nothing {on the dish|to be seen|left} but|All they found was|
  They saw nothing but} a {crumb|fly|stem|spoon} and [h], who was {green in the face|sticky all
  over|lying on [his] back|holding [his] tummy}.
= repair
- "{I ate them all|I was greedy|I took your share|It was me, I ate them}," [h] {said|whispered|told
  [f]} in a {small|low|weak|tiny} voice. "I am {|so |very |truly }sorry, and I will {buy|get|bring
  you|find} {new ones|more|others}." {At once|With an aching tummy|Still sore|That same day}, [he] {
  emptied|broke open|shook out|took} [his] {purse|money box} and [went] to {Market Square|the shop|
  [p3]} and back.
- [h] {hung|bent|shook} [his] head. {There was no excuse.|What could [he] say?|[He] felt so [sad].|
  How [sad] [he] was!} {The next day|On Monday|Two days later|That evening} [he] {brought|gave|
  carried} {[food] and [item]|[food] and the best [likes]|plenty of [food]} to [f]{, and|, though}
  it {cost|took} {all|most of|half} [his] {savings|pocket money|coins}, and {this time|now} [he] {
  did not|would not} {touch|taste|take|try} {a crumb|a bite|any} [himself].
- So [h] {worked for|helped|went to} [someone] for [long], [chore] until [his] {back hurt|[hands]
  were sore|tummy was flat|legs shook}, and {came back|returned} with a {fresh|new|full|[colour]} {
  bag|plate|box|basket} of [treat]. "{These are yours|Not one is missing|All for you|Here, take
  them}," [he] said. "{I counted them|I am sorry|I was greedy|I will not touch one}."
= answer
- [f] {looked at|counted|sniffed|smiled at} {the [treat]|it all|the gift} and {fetched two plates|
  pushed the plate into the middle|shook [f.his] head|nodded}. "{Come, we will share|I cannot eat
  alone|Sit down with me|Half is for you}," [f.he] said [quietly]. "{Sharing is half of the taste|
  That is how it should be|It tastes better with two|So we will both be glad}."
- "{You have a big tummy|You were greedy|That was not kind|I was cross}," {said|sighed|answered}
  [f], "but {your heart is {bigger|good|big, too}|you were {brave|good|honest} to say so|you are
  still my friend|now all is well}." Then {they both had to laugh|[f.he] gave [him] one|they sat
  down together|[f.he] {hugged|forgave} [him]}, and {that one|it|supper} tasted better than {all the
  others|[food]|ever}.
- "{Next time|Another time|From now on|In future}, {wait for me|call me first|think of me|ask me},"
  said [f], and [h] {promised|gave [his] word|said yes|nodded}, {hand on heart|with a hiccup|
  blushing|at once}.
= moral
- {Enough is as good as a feast|One shared bun is better than ten eaten alone|Who takes it all is
  left alone|Half a bun with a friend is better than two alone}.
- {Since then|From then on|After that}, [h] has always {wondered|asked}, "{Is there one for
  everyone|Who has not had one yet|Is there enough for [f]}?"
- {Greedy eyes are bigger than any tummy|A full tummy is no friend|Too much of a good thing hurts}.

@ stuck
: open habit? start stroll? / hear see / try pause? / plan free / thanks close moral?
= start
- [Day], [h] {set out|was on [his] way|was off|had started out} to [p2] with [item] {under one arm|
  in [his] [bag]|for [someone]|and [food]}. [Weather]
- [Weather] [Day], [h] {stopped|finished|gave up} [hobby] {earlier than usual|before noon|for once|
  early} and {went|set out|started out} {for a walk|along the path|for some air} {to see [f]|with
  [item]|to look for [item]|with [food] in [his] [bag]}.
- {Nothing much was happening|It was quiet|There was little to do|All was still} [at] [day], so [h]
  {packed|took|found|picked up} {[food]|[item]} and {went|set off|set out|started off} to see {how
  things were|what was new|who was about|what was going on} [p2.at].
- [Day], [h] was {taking|carrying|bringing} {[food]|[item]|[item] and [food]} to [f], who was {ill|
  busy|in bed|not well} [f.at]. [Weather]
= hear
- "{Help! Help!|Help me, please!|Oh, help!|Is anybody there? Help!}" {called|cried|wailed|shouted} {
  somebody|someone|a thin voice|a small voice}. [H] {stopped|pricked up [his] ears|looked left and
  right|stood still}. {Where did it come from|Who could it be|Who was that|What was the matter}?
- {Suddenly|All at once|Just then|[Later]} there was a {splash|crash|thump|bump}, and then {a cry|a
  wail|somebody shouting|a shout}. [h] {dropped [item]|did not stop to think|forgot [likes]|turned
  round} and {ran|hurried|[went]} {towards it|to look|to help|that way}.
- {A strange sound|A sniffing noise|A faint sound|A small noise} made [him] {stop|turn round|look
  up|stand still}. It was not {the wind|a bird|[his] tummy|a gate}, and it was not [someone], who
  was [doing] {nearby|over there|not far off|close by}. {Somebody was crying|It was a call for help|
  Somebody needed help|It was a voice}.
= try
- [h] {pulled|tugged|pushed|worked} {with all [his] {might|strength}|as hard as [he] could|until
  [his] [hands] hurt|for [long]}. {One, two, three|Heave|Oof|And once more}! {It was no good|It was
  no use|Nothing moved|That did not help}. [He] {slipped|tumbled backwards|fell over|lost hold} and
  {landed|sat down} on [item].
- "{Take my [hands]|Hold on tight|Hold on to me|Wait, I am coming}," {called|said|shouted} [h], {
  stretching|reaching} {as far as [he] could|this way and that|out [his] [hands]}. {It was not far
  enough|A little bit was missing|It was too far|It did not help}. "[Oh]! {Do not let go|I am too
  small|I cannot do it|Be brave}!"
- {First|At first} [he] tried {to push|to pull|to dig|to shove}. {Nothing moved|It did not help|That
  was no use|No luck}. Then [he] {tried|fetched|found|used} [reach], but {that|it} {was too short|
  snapped at once|was no better|slipped away}.
= plan
- "{I cannot do this alone|We need more help|I will fetch a friend|I need help}," said [h], and [he]
  [went] to {fetch|find|look for|call} [f], who was [f.hobby]. [f] {came at once|did not ask twice|
  left everything|jumped up} and {brought|came with|fetched|took along} [tool].
- {Then|At that moment|Just then|[Later]} [f] came {by|running|past|along} {|with [item]|with
  [food]|by chance}. "{Pulling harder is no use|Do not pull like that|Stop, I have an idea|Wait, I
  know something better}," said [f]. "{What we need is|We should use|We must find|What about}
  [tool]." There was {one|just such a thing} {close by|at home|[p3.at]|near [p3]}, and [h] [went] to
  {fetch|get} it {like [like]|in no time|quickly|for [k]}.
- {Think, [h], think!|What would [f] do now?|What could [he] use?|There must be a way!} [H] looked {
  around|about [him]|here and there|this way and that}. [S.sight], and {not far off|close by|a
  little way off|over there}, {next to [item]|against a wall|behind a bush|half hidden}, {lay|was|
  waited} [tool]. "{That is it|Of course|That will do|Just the thing}!" [he] cried, and {called|
  waved|shouted for|ran for} [f] {to help|to come}.
= thanks
- "{Thank you|How can I ever thank you|You saved me|Free at last}!" said [k], and {hugged|thanked|
  smiled at} {both of them|the two friends|[h] and [f]} {again and again|until they laughed|three
  times|twice}. "{Come to my house|You must come|Come along|Sit down with me} {for|and have|to eat}
  [food]!"
- {Out of breath|Muddy but [glad]|Tired but [glad]|[Glad] again}, the three {sat|lay|rested} {in the
  grass|in a row|side by side|on a bench} and shared {[food]|[food] and [food]}. "{I was so {
  frightened|afraid|worried}|I thought that I {should|would} stay there for ever|I was thinking of
  [k.likes]|It felt like [long]}," said [k], "{until I heard {your voice|you|you coming}|but now I {
  can laugh|am happy}|and then you came}."
- "{Here|Please take this|This is for you|Take this}," said [k], and gave [h] {[item]|[item] and
  [item]} {as a thank-you|for [his] trouble|with a smile|and a big hug}. "{It is {not much|only
  small}, but it comes from the heart|Whenever you need help, call me|I will never forget it|Without
  you I would still be there}."
= moral
- {Who calls for help is not weak|It is no shame to call for help|Never be too proud to call for
  help|It is good to ask for help}; {it is the cleverest thing to do|even the strong do it|everybody
  needs it sometimes|friends are there for that}.
- {The right tool and a good friend|Two friends and one idea|A good friend and a good idea|Two
  heads} are {stronger than|worth more than|better than} {big muscles|ten strong arms|one strong
  back}.
- {Nobody is too small|You are never too little|No friend is too small|Even the smallest is big
  enough} to help.
@@ mud
= see
- It was [k], {up to the belly|deep|up to the knees|half hidden} in a {patch|puddle|pool} of {black|
  sticky|wet|brown} mud [here]. "{I only wanted|I was trying|I just wanted|I came here} to {pick|
  get|reach|look at} {a flower|a reed|[item]|a feather}," {said|called|wailed|sobbed} [k.he], "and {
  now I am {sinking|stuck}|the more I move, the deeper I sink|the mud will not let go|I cannot get
  my feet out}!"
~ tool: a long plank; an old door; a broad ladder; a wide board; a piece of fence; an old table
= free
- They {laid|put|pushed|set} it {flat|carefully|gently|slowly} {across|over|on} the mud, {so that|
  and then|and so} [h] could {crawl|creep|slide|climb} out {without sinking|to [k.him]|on it|
  safely}. "{Lean on me|Now take hold|Now pull|Hold on}!" And with {a great|one last|a long|a loud}
  {squelch|slurp|plop|gurgle}, [k] {came|was|popped} {free|out|loose}.
@@ tree
= see
- {High|High up|Far up|Near the top} in a {pine|chestnut|crooked|tall} tree sat [k], {clinging|
  holding on|holding tight} to a {thin|shaking|bent|creaking} branch. "{Going up was easy|I climbed
  after [item]|I wanted to see far|I came up to look for [item]}," {wailed|called|cried|sobbed}
  [k.he], "{but I do not know how to get down|and now I am stuck|but down is so far|and now I dare
  not move}!"
~ tool: a tall ladder; a strong rope; a big blanket; a long ladder; a thick rope; a rope ladder
= free
- {With that|Now|After that|This time} it was {easy|not hard|not so bad|quite simple}. [f] held it {
  steady|fast|tight|firmly}, [h] {called|counted|shouted|said}, "{Left foot, right foot|One foot,
  then the other|Now this foot, now that|Down you come}, {do not look down|slowly|look at me|think
  of [food]}," and {branch by branch|little by little|bit by bit|step by step} [k] {came|climbed|
  slid|crept} {down|to the ground|down to them}.
@@ hole
= see
- {There|Right there|Far down|And there}, {at the bottom of|down in|stuck in} a {deep|narrow|dark|
  muddy} hole [here], {sat|stood|crouched} [k], {covered in|brown with|full of} {dust|leaves|earth|
  mud}. "{I was [k.hobby] and did not look|I fell in backwards|I was looking for [item]|I did not
  see it}," [k.he] {called up|cried|sobbed|shouted}, "and the {sides are|walls are|stones are} too {
  smooth|steep|slippery|high} {to climb|for me}!"
~ tool: a knotted rope; a short ladder; a bucket on a long rope; a long ladder; a strong rope; a
  basket on a rope
= free
- [h] {let it down|lowered it|sent it down|slid it in} {gently|inch by inch|slowly|bit by bit} while
  [f] {tied|held|gripped|kept} the other end {to a tree|tight|fast|with both [f.hands]}. "{Now
  climb|Up you come|Hold on|Now}!" they {called|cried|shouted}, and {soon|first|before long|at last}
  [k]'s {head|ears|nose}, then {the rest|all} of [k.him], {appeared|popped out|came out|rose into
  the light}.
@@ net
= see
- It was [k], {tangled|caught|wrapped up} {from head to foot|all over|up to the chin|upside down} in
  {an old|a torn|a big|a green} {fishing|tennis|garden|fruit} net [here]. The more [k.he] {wriggled|
  kicked|pulled|struggled}, the {tighter it held|tighter the knots became|worse it got|less [k.he]
  could move}. "{I cannot {move|get out|feel my toes}|My foot is caught|I thought it was a blanket|I
  only wanted [item]}," [k.he] {sobbed|said|called|sniffed}.
~ tool: a small pair of scissors; a sharp shell; a pocket knife; some sharp scissors; an old knife;
  a little saw
= free
- {Snip, snip, snip|Patiently|Very slowly|Snip, snap}, [h] {cut|snipped|opened} one {knot|string|
  loop} after {another|the other}, while [f] {told|sang} [k.him] a {joke|story|rhyme} {about [food]|
  about [someone]|to keep [k.him] calm|about [item]}. {Then|At last|Soon|[Later]} the net {dropped|
  fell|slid|sank} {to the ground|down|off [k.him]} like {a cobweb|an old coat|a curtain|wet leaves}.
@@ boat
= see
- {Out|Far out} on the water, {turning|spinning|drifting|going} in circles, {floated|bobbed|rocked}
  a {washtub|barrel|little boat|[colour] boat}, and in {it|the middle} sat [k]. "{I have lost the
  oars|The rope came loose|The oar fell in|My paddle broke}!" [k.he] {shouted|called|cried|wailed}.
  "{I cannot get back|The current is taking me away|I cannot steer|It will not stop}!"
~ tool: a long fishing rod; a rope with a hook; a long bean pole; a long rope; a boat hook; a line
  with a hook
= free
- {Three times|Twice|Once|Four times} {they missed|it fell short|it went wide}. {The next|But the
  next|Then, the next} time, the end {caught on|reached|touched|hit} the {side|edge|front}, [k] {
  grabbed|seized|caught|took} {it|hold}, and {hand over hand|pull by pull|bit by bit|little by
  little} they {drew|brought|pulled} [k.him] {to the bank|safely back to land|to the shore|back}.
@@ ice winter
= see
- [K] lay {flat|on [k.his] tummy|quite still|stiff with cold} {in the middle of|far out on|a long
  way out on} the frozen {pond|ditch|pool}, where the ice {creaked|cracked|groaned|was thin}. "{Do
  not come closer|I dare not move|It is going to break|Stay there}," [k.he] {whispered|called|
  sobbed|said}, {shaking|white with fear|shivering|without moving}.
~ tool: a long ladder; a sledge on a rope; a big broom; a long plank; a long branch; a rope with a
  loop
= free
- They {pushed|slid|sent} it {over|across|out on} the ice {until|so that} [k] could {take hold|hold
  on|reach it|grab it}. "{Lie still and hold tight|Do not let go|Hold fast|Now hold on}!" {Then|Now|
  So} they {pulled|backed away|drew it in|tugged}, {step by step|slowly|bit by bit|ever so gently},
  and [k] {slid|glided|came} to the {edge|shore|side|bank} like {a seal|a parcel|a sledge|a fish}.
@@ door
= see
- The {door|lid} of a {shed|big chest|cellar|old trunk} [s.at] was shut {fast|tight|firmly}, and {
  behind it|inside} [k] {knocked|banged|thumped|called}. "{The wind blew it shut|The key broke|It
  fell shut|I came in for [item]}," [k.he] {called|sobbed|cried|wailed}, "and {it is {dark|cold}|
  there are {cobwebs|spiders}|there is no light|I am all alone} in here!"
~ tool: an iron bar; a bunch of old keys; a can of oil; a strong wire; a big hammer; a ring of keys
= free
- {It creaked|Something clicked|It rattled|Something snapped}, {it squeaked|something scraped|it
  groaned|something moved}, and {then|at last|all at once|with a push} the {hinges|bolt|lock|hook} {
  gave way|moved|came loose|let go}. Out {stumbled|came|crept|fell} [k], {blinking|sneezing|
  laughing|coughing}, with {{dust|flour|straw} on [k.his] {nose|head|back}|a cobweb over one ear|
  [item] in one [k.hand]}.

@ storm
: open start / storm news / go stroll? / work work2? pause? / after close moral?
= start
- [Day], {nothing|no bird|not a leaf|hardly a twig} {moved|stirred|trembled}, and the {air|sky|whole
  valley} {was|felt|seemed|had grown} {heavy|strange|odd|too still}. "{I do not like this sky|
  Something is coming|There will be trouble|We had better stay close to home}," [said] [f], who had
  {come|called|looked in|hurried over} to {borrow|bring|give back|ask for} [item].
- [Day], [h] was {busy|happily|still|just} [hobby] when {the light changed|the sun went out|all grew
  dark|a cold gust {blew|snatched|carried} [item] away}. {Black|Dark grey|Heavy|Purple} clouds {
  piled up|were rolling in|came creeping|gathered} {behind|over|above} {the hills|the sea|the
  windmill|the treetops}{.|, and it began to {rumble|growl}.|, each one bigger than the last.|, as
  black as soot.}
- [Day], {all|everything|the whole valley|the world} was {calm|well|peaceful|as it should be}.
  [Weather] {But|And yet} {by midday|soon afterwards|an hour later|around noon} the sky {was as dark
  as {ink|a cellar|soot}|had a {purple|greenish|yellow} edge|had turned {black|purple|grey}}, and
  [f] {called to|shouted to|begged|told} [h] to {bring in|fetch|take in|rescue} the {washing|chairs|
  flowerpots|hens} {|at once|before it was too late|quickly}.
- [h] was [hobby] [day] and [f] was [f.hobby], until {a door slammed|a cloud hid the sun|[item] blew
  past|the windows rattled}. "{A storm|Bad weather|Something wild} is {coming|near|on its way},"
  [said] [f], {looking up|pointing at the sky|picking up [item]}.
~ said: muttered; said; warned; whispered; called; sighed
= storm
- {Then|Soon|All at once|A moment later} {it broke|it came|the storm broke|the storm was there}! {
  Rain|Sleet|Hail|Water} {drummed|beat|rattled|hammered} {on|down on|against} {the roofs|every roof|
  the walls|each wall}, {a shutter|a door|a gate|a window} {banged|flew open|slammed|rattled}, and
  the {wind|gale|storm} {roared|howled|screamed|whistled} {like {a hungry lion|a giant|ten wolves}|
  down the chimney|round the {house|corner}|until the {floor|walls|cups} shook}.
- {Crash|Boom|Bang|Thump}! The {wind|storm|gale} {threw|tossed|rolled|blew} {buckets|flowerpots|
  chairs|barrels} {about|over fences|down the path|this way and that}, {trees|branches|fences|
  hedges} {bent|groaned|creaked|shook}, and {everyone|everybody|young and old} {ran|hurried|rushed|
  fled} {home|indoors|inside}. [h] and [f] {sat|huddled|hid|crouched} {under {the table|a quilt|a
  blanket}|by the stove|close together|behind the door} with {[food]|[item]|nothing but [item]}.
- {Whoosh|Whoo-oo|Swish}! {A hat|A bonnet|An umbrella|A tablecloth} {flew|sailed|danced|whirled}
  past {the window|the door|[h]'s nose|them both}, then [item], then {somebody's|a whole|half a} {
  washing line|garden fence|haystack|woodpile}. {Never|Not in years|Seldom} had {there been|anyone
  seen|the neighbours known} such a {|wild|terrible|noisy|big} {storm|wind|gale} [at].
- "{Hold on|Get inside|Shut the windows|Quick, the door}!" {called|cried|shouted} [f]. {Rain|Hail|
  Water} {came down|fell|poured} {in buckets|in sheets|sideways}, lightning {flashed|lit up the sky|
  danced over the hills}, and {the whole house|every window|even the {table|floor}|the roof} {shook|
  trembled|rattled|groaned}.
= news
- {In the middle of it|Just then|At that moment|All of a sudden} {someone knocked|there was a knock|
  somebody banged on the door|the door opened}. It was [k], {dripping {like a tap|from head to
  foot}|wet to the skin|soaked and shaking|white with fright}. "[Problem]!" [k.he] {panted|gasped|
  cried|sobbed}. "{Please come!|Can you help me?|I do not know what to do!|Will you help me?}"
- {When|As soon as|Once|After} {the worst was over|the thunder had moved off|the lightning had
  stopped|the rain grew weaker}, {a message came|[someone] came with a message|[someone] brought a
  note|word came} from [k]: "[Problem]. {Please help|I am all alone|Come quickly|I need {you|
  friends|many hands}}." {Nobody|Neither [h] nor [f]|Neither of them} {had to think twice|waited a
  minute|thought of staying|asked any questions}.
- [Later], [h] {looked|peered|leaned|peeped} {out|out of the window|into the dark} and {thought of|
  saw {a light|a lantern|a white cloth} {waving|swinging|moving} {near|by}|heard {a bell|a cry|a
  whistle} {near|by}} [k.home]. "{Something is wrong with [k]|I fear for [k]|That does not look good
  for [k]}," [he] {said|told [f]}. {It was true|[He] was right|And so it was|Sadly, it was so}.
  "[Problem]!" {[k] called|they heard [k] shout|cried [k]|[k] {sobbed|wailed}}.
~ problem: The roof has blown off; Water is coming under my door; A tree has fallen across my door;
  My chimney has tumbled down; The wind has broken all my windows; My whole {fence|wall} is gone; My
  {bed|kitchen} is full of rain; The brook has washed my steps away; The wind has taken my front
  door; Half of my roof is lying in the grass; My floor is under water; A branch has come through my
  roof
= go
- {Friends help friends|That was enough|A friend in need cannot wait|There was no time to lose}. {
  They|The two|Both of them|The friends} {put on|buttoned up|threw on|pulled on} {their coats|their
  boots|hats and scarves}, {took|packed|grabbed|picked up} [fixing], [fixing] and [fixing], and {
  fought|pushed|struggled|splashed} their way through {the puddles|the wind|the mud|fallen
  branches}.
- {"You {carry|take|bring} [fixing]," {[h] told|said [h] to|[h] called to} [f], "and I {will take|
  have|can carry} [fixing]."|"I {will take|can bring|have} [fixing]," said [h], "if you {bring|
  carry|fetch} [fixing]."|"We {need|must have} [fixing] and [fixing]," said [h]. "{Quick|Come}!"} {
  Holding on to each other|Hand in hand|Heads down|Side by side}, they {stepped|went|ran|hurried}
  out into the {rain|wet|wind|puddles}.
- [h] was {very|rather|a little|terribly} [worried]{, but|, and yet|. But|. Still,} {[he] thought of
  [k]|[k] needed [him]|[he] could not leave [k] alone|[he] had [f] beside [him]}. So [he] {tied on
  [his] hat|took {a lantern|[fixing]}|picked up [fixing]|held [f] by the [f.hand]} and {went first|
  led the way|opened the door|stepped out}.
= work
- {All night|For [long]|Hour after hour|From then on} {they|the three|all three|the friends} {
  hammered|scooped|carried|swept} {without a rest|side by side|like bees|as hard as they could}. [h]
  {filled|passed|carried|dragged} {buckets|boards|stones|whatever was needed}, [f] {held {the
  lantern|the ladder}|knocked in nails|mopped the floor|swept up the {glass|leaves}}, and [k] {sang|
  whistled|told {jokes|funny stories}|made up rhymes} to keep {them|everyone|all of them} {awake|
  cheerful|warm|merry}.
- [someone] {brought|lent them|came with|gave} [fixing], [someone] {brought|added|carried|offered}
  [fixing], and {[h]|[f]} had {an idea|a plan|a good thought}: {with|using} [fixing] and [fixing]
  they could {stop|close|fill|mend} the {gap|hole|worst of it|damage}. {It worked|And so they did|It
  was a good one|It held}!
- {First|To begin with|First of all|Before anything else} they {carried|brought|moved|took} [k]'s {
  things|belongings} {into the dry|upstairs|out of the wet|to a dry corner}: [item], [item] and {
  even|last of all|of course|finally} the [k.treasure]. {Then|After that|Next} they {nailed|tied|
  wedged|fixed} {a board|a sailcloth|a door|[fixing]} over the {worst place|hole|damage|biggest
  gap}.
- [h] {climbed up|knelt down|rolled up [his] sleeves|went to work}, [f] {handed|passed|threw} [him]
  [fixing], then [fixing], then [fixing], and [k] {held|steadied} {the ladder|the lantern|whatever
  wobbled|the other end}. {Tap, tap, tap|Bang, bang|Bit by bit|Slowly but surely}, the work {went
  on|was done|got better|came to an end}.
= work2
- {Once|Halfway through|At midnight|Just before the end} {a gust|the gale|the wind} {came back|
  returned|struck} and {tore|pulled|knocked|blew} {everything|it all|half of it|their work} down. "{
  Then we begin again|Once more|Never mind|That was only practice}!" {said|cried|laughed|called} {
  [h]|[f]}, and {they did|nobody complained|the others agreed|up it went again}.
- {"My {arms|legs|shoulders} {ache|hurt|are stiff}," {said|sighed|groaned} [f]. "Mine, too,"|"I am {
  cold|tired|soaked|hungry}," {said|sighed|groaned} [f]. "So am I,"} {said|answered|admitted} [h].
  "{Shall we stop|Do you want to go home|Shall we rest|Have we done enough}?" "No!" {they both said|
  said [f], and laughed|they cried together|[f] shouted}.
- {In the end|Little by little|By and by} {everyone|half of the valley|a crowd of friends} {was
  there|came to help|had come|joined in}, and {those who could not hammer|even the smallest|those
  with no hammer|the very youngest} {made|served|brought|handed out} {[food]|[food] for all|[food]
  and [food]}.
- "{Is it holding|Will that do|Is it {tight|dry} now}?" {called|asked} [f]. "{Not yet|Nearly|
  Almost}," {said|answered} [k]. So they {fetched|used|tried} [fixing] {too|as well}, and {that did
  it|then all was well|not a drop came through}.
= after
- {In the morning|When the sun came up|At daybreak|By breakfast time} {the storm|the gale|the bad
  weather} was {gone|over|far away}. [S.sight], {as if nothing had happened|just as before|as on any
  other day|as though it had been a dream}. "{How can I thank you?|I would have been lost without
  you,|You are the best friends of all,|What would I do without you?}" said [k], {wiping [k.his]
  eyes|pouring hot tea|serving [food]|hugging {them both|one after the other}}.
- {Then, slowly|Little by little|At last|By and by}, the {wind|storm|gale} {dropped|grew tired|died
  down|went to sleep}, and a {rainbow|patch of blue|pale sun|soft light} {stood|shone|appeared|hung}
  {over|behind|above} {[p2]|the hills|the roofs}. [k] {shared out|served|handed round|brought}
  [food] {for all|for everyone|on paper plates|in big bowls}, and {no breakfast|no meal|nothing|no
  feast} {ever|had ever} tasted {better|so good|half as good}.
- {"Listen,"|"Hush,"|"Do you hear that?"|"Wait,"} {said|whispered} [f]. {It was quite still|There
  was no more wind|Not a breath {stirred|moved}|The rain had stopped}. {They|All three|The three of
  them} {opened the door|stepped outside|looked out|crept out}, and {the air smelled clean|every
  puddle shone|the world looked washed|[s.sight]}. {[k] could {sleep|live|be at home} in [k.home]
  again|[k] had {a dry bed|a safe home} once more|[K.home] was {safe|dry} again}.
= moral
- {A storm {shows|teaches|tells} you|In a storm you {learn|see|find out}|When the wind howls, you {
  learn|see}|Bad weather {shows|tells} you} who {your friends are|is a friend|your true friends are|
  will stand by you}.
- {Wind can {break|lift|carry off} a roof|A storm may blow away a {fence|hat|chimney}|Rain can wash
  away a {wall|path}}, but {not a friendship|it cannot take away kindness|never kindness|a good
  friend stays}.
- {Many {hands|helpers|friends} make|With many helpers you get|It takes many {hands|friends} to
  make|Good neighbours make} a {dry house|strong roof|safe home|warm home}.
"""
