"""Plots of the stories, first part: quests, mistakes and repairs, helping and being afraid.

A plot starts with `@ name`, then `:` gives its beats in order (`/` starts a paragraph, `?` marks a
beat that is told only sometimes). `@@` starts one variant of the plot, with the seasons it needs.
"""

TABLE = """
@ lost
: open habit? start / look stroll? look2 feel? / ask pause? / find thanks / close moral?
= start
- [Day], [h] {reached for|looked for|wanted} [his] [treasure], {but it was gone|but it was not
  there|and could not find it}. [Weather]
- {Something was missing|Something was wrong} [day]. [He] {searched|checked} [his] [bag] and found
  [item], [item] and even [item], but no [treasure]!
- [Weather] [h] came home [day] after [hobby], {put down|unpacked} [item] and [item], and
  {noticed|saw with a shock} that [his] [treasure] was {missing|gone|nowhere to be seen}.
- "{Where is|Who has seen|What has become of} my [treasure]?" {cried|asked|wailed} [h] [day]. It
  {had been|used to be} {next to|behind|on top of} [item], and now there was only {dust|an empty
  space}.
- [Day], while [h.sight], [h] {took|had taken} [his] [treasure] for a walk to [p2]. When [he] came
  home, [his] [hands] were empty.
- [Weather] {All the same|But}, [h] did not {enjoy|notice} it, because [his] [treasure], which
  [he] {loved|kept} like nothing else, had {vanished|disappeared} [day].
= look
- [He] looked [h.spot], and [h.spot], and even {inside a boot|up the chimney|in the soup pot}.
  [He] found [item], but {no [treasure]|that was all|not what [he] wanted}.
- First [he] turned out {every drawer|every cupboard|the whole house}. Out came [item], [item] and
  [item]. {What [he] was looking for did not|The [treasure] did not}.
- {Had it rolled|Could it be|Was it hiding} [h.spot]? No. {Had it fallen|Was it|Could it have
  dropped} [h.spot]? No, {there was only [item]|nothing but [item]|just a {beetle|snail|cobweb}}.
- [He] crawled about, peered [h.spot] and shook {the rug|every blanket|the curtains}, until
  [someone], who was [doing], asked what the {fuss|noise} was about.
= look2
- So [he] [went] to [p2], where [he] had been [hobby] the day before. [P2.sight], but {nobody|not
  even [someone]} had seen {it|a [treasure]}.
- "Perhaps I left it [p2.at]," [he] thought, and off [he] went. [He] searched [p2.spot]. [He]
  searched [p2.spot]. {Nothing|Not a trace|No luck}!
- "Have you seen a [treasure]?" [he] asked [someone], who was [doing]. "{No|I am afraid not|Sorry,
  no}. But I {did see|have found} [item], if that is any {use|help}."
- [He] {asked|stopped} everyone [he] met. [someone] was too busy [doing], and [someone] had seen
  only [item] {in a ditch|by the gate|on the steps}.
- Because it {might|could} have been {dropped|left} [p2.at], [he] {looked|searched} [p2.spot] as
  well, while [p2.sight].
= ask
- {At last|In the end|Finally} [he] {knocked at the door of|ran to|called on} [f], who was
  [f.hobby]. "When did you last {have|see} it?" asked [f]. {"Let us go back the same way, step by
  step."|"Think of every place, one by one."|"Running about will not help. Let us sit down and
  think first."}
- [F] {listened|heard it all} {without a word|with [f.his] head on one side|over a bowl of
  [food]}. "Two pairs of eyes are better than one," {[f.he] said [quietly]|was the answer}. "{You
  look high and I look low|Let us begin where you were happiest|We shall search one place at a
  time}."
- Just then [f] came {along|by} with [item] {and|and also} [item]. When [f.he] heard {the bad
  news|what had happened}, [f.he] {dropped everything|put it all down} and said [quietly], "{Do
  not cry|Do not give up}, [h]. {Things do not walk away|A lost thing is always somewhere|I will
  not rest until we have it}."
- "I am {hopeless|so careless}," [h] told [f]. "{No, you are not|Everybody loses things|Last week
  I lost [item]}," said [f]. "{Tell me what you did yesterday|Where did you stop to rest|Which way
  did you walk}?"
- [f] {asked|wanted to know} whether [h] had {run|stopped to eat [food]|met anyone} {on the way|
  yesterday}. "{Yes|I did|Now that you ask, yes}, [p2.at]!" said [h], and [his] eyes grew {wide|
  round}.
= find
- So {they|the two friends} walked back to [p2], {slowly|step by step|nose to the ground}, and
  this time they {looked|felt|peered} [p2.spot]. {Something|A corner of something} {gleamed|stuck
  out|caught the light}. It was the [treasure], {a little dusty|a bit damp|safe and sound|none the
  worse}!
- {They|Together they} followed {a trail of crumbs|small footprints|a line of scratches} that led
  [p2.spot]. There sat [k], who {held|was looking at} the [treasure]. "{Is this yours|Does this
  belong to you}? I {found it here|picked it up} and {kept it dry|did not know whose it was},"
  said [k.he].
- {Near|Close to} [p2] they met [k], who was [doing]. "{A magpie dropped something|I saw something
  shiny fall|Something funny is lying} [p2.spot]," said [k]. They ran there, and [oh.low]! There
  lay the [treasure].
- [f] {held up|took out} [item], {stopped|stood still} and began to laugh. "[h], {what is that
  behind you?|what is hanging from your back?|turn round!}" The [treasure] had been {caught on
  [his] own back|tied to [his] own [bag]|stuck to [item] that [he] carried} {all day long|the
  whole time}.
- They {made|drew} a {list|map} of every {step|stop}, from [p2] to [p3]. {At the very last|Only at
  the last} one, [p3.spot], {lay|glinted|waited} the [treasure], {just where [h] had sat down to
  rest|half hidden by [item]}.
~ oh.low: sure enough; what luck; what joy; lo and behold
= thanks
- "[Hurray]!" {shouted|cried|sang} [h], {hugging [it=item.it]|dancing about|jumping three times}.
- [h] {pressed|hugged} the [treasure] {to [his] heart|tight}. "{Thank you|Thank you a thousand
  times}, [f]! Without you I would still be {crying|looking under [item]}."
- {How [glad] [he] was|You should have seen [his] face}! [He] {tied|sewed|fastened} a [colour]
  {string|ribbon} to the [treasure], so that it {could never be lost|would be easy to find} again.
- "{Next time|From now on} I will {put it back where it belongs|look after it better|think before
  I run}," {said|promised} [h].
~ item.it: it close; everybody in sight; the lamp post; the nearest tree
= moral
- {A calm head finds|Patient eyes find} what a hurried one {walks past|misses}.
- {Lost things|Things that are lost} are {found sooner|easier to find} {when friends look
  together|with a friend beside you}.
- And ever since, everything {in [home]|[h] owns} has had a place of its own.

@ gift
: open habit? start / plan stroll / trade stroll? trade2 / give / close moral?
= start
- [Day], [h] heard {sad|bad} news: [f] was ill {in bed|and could not get up}. "[F.he] needs
  {something to cheer [f.him] up|a treat|a kind thought}," said [someone], who was [doing].
- {It would soon be|Tomorrow was} [f]'s birthday, and [day] [h] still had no present. [Weather]
- [Weather] [f] had been so {kind|good|patient} all year that [h] decided [day] to {bring|give}
  [f.him] a surprise.
- "What would make [f] happy?" [h] wondered [day], while [h.sight]. {The poor thing had a cold|[f]
  had looked so [sad] lately|It was almost [f.his] birthday}.
- [Day], a {letter|note} from [f] {lay on the mat|came}. "I have {a sore throat|a bad cold|a
  twisted foot} and must stay {in bed|at home}," it said. [h] {jumped up|put on [his] {hat|
  scarf}|could not bear it}.
= plan
- [He] knew that [f] loved [f.likes], {but the cupboard held only|and all [he] could find was|but
  at home there was just} [food]. So [h] {packed|took} [item] and [item], {in case [he] could swap
  them|just in case|ready to trade}, and set out.
- "[F.likes]!" [he] said aloud. "{Nothing else will do|That is what [f] likes best|That would be
  the thing}." {Where could such a treat be found|But who had any to spare}? [He] put [item] into
  [his] [bag] and [went] {off|away}.
- {Should it be [item]|Perhaps [item]}? {No|Hardly}. {Should it be [food]|Or [food]}? {Not bad|
  Closer}. But [f.likes], which [f] {could eat all day|loved above everything}, {would be
  perfect|would be just right}, and [h] meant to find some.
- Having {thought|pondered} for [long], [h] made up [his] mind to {find|fetch} [f.likes], no
  matter how {far|many miles} [he] had to walk.
= trade
- [K], who was [doing], {had|knew about} some. "{I will tell you where|You shall have it}," said
  [k], "{but first help me|if you lend me a hand}." So [h] spent [long] [chore], {without one
  complaint|and even sang}.
- [P2.at], where [p2.sight], [he] asked for {help|advice}. "{You need|Bring me} [thing=item],"
  said [k], "and I will {show you the way|give you what you want}." {Luckily|By good luck}
  [someone] had [thing] and was {glad|willing} to {swap|trade} it for [item].
- {A gust of wind|A deep ditch|A locked gate|A hungry goat} {stopped|held up} [h] [p2.at], but
  [he] {did not turn back|would not give up|had no time to be afraid}. With the help of [k], who
  {threw [him]|brought} [item], [he] got {past|across|through}.
- "I have never {heard|been asked} such a thing," said [k] [p2.at], "but {since it is for [f]|
  because you ask so nicely}, {take some of mine|I will share what I have}."
= trade2
- Half of it was {enough|plenty} for [him]; the other half [he] {gave|handed} to [someone], who
  looked {hungry|tired|cold} from [doing].
- [He] thanked [k.him] with [item], wrapped the {treat|present} in a [colour] {cloth|scarf|
  napkin}, and [went] on as if [he] were carrying {eggs|a king's crown|a sleeping baby}.
- By now [his] {feet|legs} ached, [his] {nose|hat} was {cold|dusty|wet}, and {the road|the path}
  {seemed endless|went uphill}. "{Only a little farther|Left, right, left, right|For [f]}," [he]
  told [himself].
- The {parcel|bundle} smelled so good! {Just one bite|One tiny taste}? "{No|Certainly not}," said
  [h] {firmly|to [his] tummy}. "{It is not mine|A present must be whole|It belongs to [f]}."
= give
- When [h] {reached|came to} [f.home], [f.he] was {lying|sitting} {under three blankets|by the
  fire}. "[Hello]," said [h], and {lifted the cloth|opened the parcel|held out [his] [hands]}.
  "[F.likes]!" {cried|gasped} [f]. {[F.his] cheeks turned pink|In a moment [f.he] was sitting up|
  [F.he] laughed for the first time in days}.
- [f] opened the door {a crack|slowly}. {At first [f.he] said nothing at all|[F.he] sniffed once,
  twice}. Then [f.he] {threw [f.his] arms round|beamed at|hugged} [h]. "{You went all that way for
  me!|How did you know?|It is the best present in the world!}"
- "{Close your eyes|Guess what I have}," said [h] to [f]. It was not a hard {riddle|game}, since
  [f.likes] can be smelled from {the stairs|the garden gate|next door}. They {divided|shared} the
  treat {down the middle|fairly}, and each bite {tasted of|was as good as} {sunshine|holidays|a
  hug}.
- "I {was feeling|felt} so [sad] this morning," said [f] with a full mouth, "and now I feel {as
  light as [like.b]|almost well again|as if I could dance}." [h] {blushed|only smiled} and {poured
  some tea|shook the pillows|gave [f.him] [item] as well}.
~ like.b: a feather; a bubble; dandelion fluff; a cloud; a soap bubble
= moral
- {The best|A good} present is {not always the biggest|made of trouble and love|one that somebody
  walked far to bring}.
- {Kindness|A kind deed}, like [food], is {nicest|best} when it is shared.
- It is {a fine thing|lovely} to get a present, {but|and yet} it is finer to give one.

= close
- {Before|When} [h] left, [f] {was asleep|was sleeping soundly}, with {pink cheeks|a smile|one
  [f.hand] still on the plate}, and outside [sky].
- [h] stayed {until [sky.dusk]|till bedtime}, read {two stories|a whole book} aloud and {went
  home|walked back} {humming|on tiptoe|tired but [glad]}.
- {The next day|Two days later} [f] was {up|on [f.his] feet} again, and the first thing that
  [f.he] did was to bring [h] [item] and {a big hug|plenty of [food]}.
- So the day ended with {riddles|songs|a long story} {by the bed|beside the stove}, and outside
  [sky].
- {A week later|Not long afterwards}, [someone] asked [h] where [he] had been {on that day|so
  long}. "{On a very important errand|At the best party of the year|Only at [f.name]'s}," [he]
  said, and {smiled|winked}.
- When [he] came home [at], [h] was {tired|worn out} and {hungry|footsore}, but [he] {sang|hummed}
  {in the bath|while [he] ate [food]}, for [sky] and [f] was {smiling|laughing} again.
~ sky.dusk: the lamps were lit; the candle burned low; the clock struck eight; the first star came
  out

@ broken
: open habit? start / crash feel? / hide / own pause? / mend close moral?
= start
- [Day], [h] was {visiting|waiting for} [f] [f.at], and there, {on a chair|on the table|by the
  door}, {lay|was} [f]'s [f.treasure]. [Weather]
- [f] had gone to fetch [food]. "Please do not touch my [f.treasure] while I am {away|out},"
  [f.he] had said [day].
- [Weather] [Day], [f] lent [h] [f.his] [f.treasure], {the dearest thing [f.he] had|which [f.he]
  never lent to anybody}. "{Be careful with it|Take good care of it}," [f.he] {begged|said}.
- [Day], [h] {could not resist|was tempted}: [he] {picked up|borrowed} the [f.treasure] that
  belonged to [f], {just to see how it felt|only for a minute|without asking}.
= crash
- [He] {twirled|danced|ran} about {like [like]|with it}, tripped over [item], and {crash|bump|
  snap}! The [f.treasure] {[f.damaged]}.
- {First it slipped|Then it slid}, {then it bounced|next it hit [item]}, and at last it {lay|
  rolled} [f.spot] with [f.damage] as long as {a finger|a whisker|a spoon}.
- A {pigeon flew up|door banged|dog barked|cup fell}, [h] jumped, and the [f.treasure] {flew|
  dropped} out of [his] [hands]. {Crunch!|Crack!|Oh, what a sound!} It would never {be|look} the
  same.
- {Who could have known|How could [he] guess} that it was so {thin|old|delicate}? {One little
  pull|One small squeeze}, and the [f.treasure] came apart [while] [s.sight].
~ while: while; just as
= hide
- {Quick as a flash|Without thinking}, [h] {hid|pushed} the pieces [f.spot] {and sat on [his]
  [hands]|and began to whistle|and covered them with [item]}. But [his] tummy {hurt|ached}, and
  {even [food]|nothing} tasted {right|good}.
- "{Nobody saw|I could say that the wind did it|Perhaps nobody will notice}," [he] {thought|
  whispered}. All the same, when [f] came back {with [food]|singing}, [h] could not {look at
  [f.him]|meet [f.his] eyes}.
- [He] tried to {stick|tie} it together with {jam|a bit of string|chewed bread}, but it {fell|
  dropped} apart {again|at once}. Then [he] heard {footsteps|[f] coming}.
- "Is anything {wrong|the matter}?" asked [f], putting down [item]. "N-no," said [h], and {turned
  as red as a beetroot|stared at [his] feet|wished that the floor would swallow [him]}.
- [He] ran {all the way|off} to [p2], where [p2.sight], but the {bad|heavy} feeling came {too|
  along}. "[Oh]," said [someone], who was [doing]. "{A secret like that gets heavier every hour|
  You had better go back|Hiding never mended anything}."
= own
- {At last|Finally} [h] {swallowed hard|took a big breath|could bear it no longer}. "{I broke your
  [f.treasure]|It was me, I broke it}," [he] said. "{I am very sorry|I am so sorry. I should have
  been careful|I was wrong to hide it}." [f] was {silent|quiet} for [long].
- "[f], I must tell you something," said [h], {with a lump in [his] throat|in a tiny voice|
  trembling}, and [he] {brought out|showed [f.him]} the pieces. [f] {gulped|blinked back a tear}.
  "{I am sad|It was my favourite thing}," [f.he] said, "but I am glad that you {told me|told the
  truth}."
- It took {courage|all [his] courage}, but [h] {told|confessed} the whole {story|truth}, from
  {beginning to end|the first step to the last}. [f] {frowned|sighed} first, {then nodded|then
  held out a [hand]}. "{Thank you for saying so|Everyone breaks something once|I broke [item]
  myself last week}."
= mend
- They {carried|took} it to [k], who {owned|had} [mender], [mender] and {a very steady hand|plenty
  of time}. {By evening|Before supper} the [f.treasure] was {whole again|as good as new}, except
  for one {thin|funny} line, which [f] {called its smile|rather liked}.
- [h] {worked|saved} for {three days|a week}, [chore] for [k], until [he] could {pay for the
  repair|buy what was needed}. {When the [f.treasure] was mended|When it was done}, [f] {smiled|
  laughed} and {let [him] hold it first|forgave [him] everything}.
- With [mender], [f.mending] and a lot of patience, they {fixed|mended} the [f.treasure] together,
  {piece by piece|bit by bit}, while [s.sight].
- Nothing could mend it, {so|and so} [h] gave [f] [his] own [treasure]. "{No|Oh, no}, let us
  {share it|both have it}," said [f], "one week {[f.at]|with me} and one week {[at]|with you}."
= moral
- {It is hard to say sorry|Saying sorry is hard}, but {it is harder not to|keeping still is much
  harder}.
- {A broken thing can be mended|Things can be mended} {with glue|with a needle}; a broken promise
  needs {the truth|more than that}.
- {Tell the truth at once|When something goes wrong, say so}, and {half of the trouble is gone|
  friends will help you}.

@ quarrel
: open start / row row2 pause? / alone feel? / sorry / close moral?
= start
- [Day], [h] and [f] were {building a den|making a raft|painting a sign|baking a cake|mending a
  cart} [s.at]. [Weather]
- [Weather] [h] and [f] had {found|been given} [thing=item] [day], and both of them wanted {it|to
  have it first}.
- [Day], [h] invited [f] for [food], and {at first|to begin with} {everything was lovely|they had
  a fine time}. {Outside|Meanwhile} [s.sight].
- [h] and [f] {never quarrelled, or almost never|were the best of friends and hardly ever
  quarrelled}. But [day] they {began to argue about|both wanted to borrow|could not agree who
  should carry} [item].
= row
- {"It is mine!" shouted [h]. "No, mine!" cried [f]|"I saw it first!" said [h]. "No, I did!"
  shouted [f]|"I am the captain!" shouted [h]. "You always are!" cried [f]} {back|even louder}.
  They {pulled|stamped|glared} until {something tore|[item] fell over|their faces were red}.
- "We should {start here|use more string|do it my way}," said [h]. "{That is silly|Nonsense}!
  {Only a snail would do it like that|My way is better}," {said|snapped} [f]. {One word led to
  another|Soon both of them were shouting}, while [someone] looked up from [doing].
- [f] laughed at [h] because [he] had {dropped [item]|put [item] on upside down|called [item] a
  hat}. It was {only a little laugh|not a very nice laugh}, but [h] {got cross|turned hot and
  red}. "{You are a bad friend|I will never play with you again}!"
- [h] {forgot|had forgotten} that [he] had promised to {wait|bring [item]}, and [f], who had been
  waiting [s.at] for [long], was {very cross|deeply hurt}. "{You never think of me|You do not
  care}!" [f.he] cried.
= row2
- {So|Then} [f] marched off home, {slamming the gate|kicking a stone|without looking back}, and
  [h] stayed behind with [item] {and a hot, angry feeling|and a lump in [his] throat}.
- {One turned left|One stamped off to the left} and the other to the right, and {nobody|neither}
  said goodbye. [S.sight], but {who cared about that?|neither of them saw it.}
- They drew a line {in the dust|with chalk} right through the middle. "{That is your side|Do not
  cross it}," they {told each other|said}, {and turned their backs|and sat down with folded arms}.
= alone
- {At home|Alone}, [h] tried [hobby]. It was {no fun|dull|not the same}. [He] {sat down to|tried}
  [food], but {it was like eating|all that [he] could taste was} {cardboard|sawdust|air}. {What
  good is a joke with nobody to laugh at it|Who was there to talk to}?
- [He] told [himself] that [he] did not {care|mind}. But when [he] saw {two sparrows|a pair of
  ducks|two snails} {sharing a crumb|side by side} [s.spot], [he] had to {look away|think of [f]}.
- "{You look like|Why do you look like} a {rainy Monday|wet Sunday|cold pancake}," said [k], who
  was [doing]. [h] told [k.him] {everything|all about it}. "{And which of you is happier now|What
  would you say if you were [f]|Is [it=thing.q] worth more than a friend}?" asked [k] [quietly].
- That night [h] lay awake {and counted|counting} {the cracks in the ceiling|the stars} while
  [sky]. {Perhaps [f] had been a little bit right|Perhaps [he] had been unkind}. {Perhaps [f] was
  awake, too|It was a long night}.
~ thing.q: being right; a silly word; being first; the biggest piece
= sorry
- {The next morning|Early the next day} [h] [f.to] [f.home] and said, "I am sorry. {I should not
  have shouted|I was unkind|I missed you}." "I am sorry, too," said [f]. "{I was just coming to
  you|I could not sleep|I missed you as well}." {They had both brought [item]|Then they laughed
  until they had hiccups}!
- [h] {divided|shared out} [food] and {carried|brought} the bigger half to [f]. "{I was wrong.|
  Will you be my friend again?}" [f] looked at the plate, then at [h], {and the corners of [f.his]
  mouth began to twitch|and smiled}. "{Only if you eat with me|Yes. I was wrong, too}."
- They met {halfway|by chance} [p2.at], each {carrying|holding} [item] as a {present|peace gift}.
  {Both began at once|For a moment both were shy}. "Sorry!" {they said together|said two voices},
  and {that was that|the quarrel was over}.
- "{Let us take turns|We could take turns}," said [h]. "{You first today, I tomorrow|One hour for
  you and one for me}." [f] thought it over. "{That is fair|Why did we not think of that before}?
  And {when we finish|after that} we can {share [food]|both use it}."
- [h] wrote a {note|letter}: "{I like you better than winning|Sorry is a small word, but I mean
  it|A friend is worth more than [item]}." [He] pushed it under the door [f.at], and {before [he]
  could turn round|at once} the door {flew open|opened}, and [f] hugged [him].
~ f.to: walked to; hurried to; ran to; went to; set out for
= moral
- {Two friends can quarrel|Even good friends quarrel}, but {good friends|the good ones} also {make
  up|say sorry}.
- {It is better|It is wiser} to be kind than to be right.
- When two people want the same thing, {taking turns|sharing} makes {it last twice as long|both of
  them happy}.

@ greedy
: open habit? start / eat eat2 / result feel? / repair answer / close moral?
= start
- [Day], a {huge|great big|heavy} {basket|crate} of [treat=treats] {stood|was waiting} [s.at].
  "{For everyone|One each, please}," said the {label|card} on it. [Weather]
- [Weather] {Mrs. Crumpet had sent|There was} a {tray|plate} of [treat=treats] for the {party|
  picnic|choir} [day], and [h] was asked to {take|carry} it to [p2].
- [Day], [h] and [f] {bought|were given|bought} so many [treat=treats] that they filled {a
  wheelbarrow|three baskets|a tub}. They {agreed|planned} to share them {with all their
  neighbours|in the evening}.
- "Half of the [treat=treats] are for you, and half are for [f]," [someone] told [h] [day], and
  {set down|handed over} a {warm|well-filled} dish.
= eat
- "{One little taste cannot hurt|Nobody will miss just one}," thought [h], and [he] {took|chose}
  {the smallest|the one on top}. {Mmm|Oh}! It was {sweet|soft|crisp} and {sticky|warm|fresh},
  better than [food].
- {How good they smelled|What a smell that was}! [h] tried to think of {snow|[item]|sums}. [He]
  tried to look at {the sky|[his] feet}. {It was no use|Nothing helped}: [his] [hands] were
  already in the {dish|pile}.
- [f] had {gone|run} to fetch [item], so [h] was alone with the [treat] for [long]. {That was far
  too long|Imagine that}! [He] {licked|nibbled} one, {only to be sure that they were good|just to
  see if it was sweet enough}.
= eat2
- But after one came {another|a second}, and after {that|the second} a third. {Munch, munch,
  munch|Yum, yum, yum}! [He] ate {while [s.sight]|until [his] belt was tight|with both [hands]}.
- {"For [someone]," said [he], and ate one. "For [someone]," and [he] ate two.|[He] ate one for
  Monday, one for Tuesday and three for Sunday.} {Soon only crumbs were left|Before [he] knew it
  the dish was empty}.
- [He] {hid|crept} behind [s.hide] and {gobbled|stuffed [himself]}, and {although|even though}
  [he] was full, [he] did not stop until {the last one|every single one} was gone.
~ s.hide: a hedge; a wall; a barrel; a bush; a big stone; an old door
~ treats: cherry buns; strawberries; ginger biscuits; plum dumplings; honey cakes; sugared
  almonds; apricots; jam tarts; cream puffs; toffee apples; raspberries; nut cookies; custard
  pies; lemon drops; ripe figs; iced doughnuts; pancakes; pears; cheese straws; chocolate mice;
  blackberries; hot waffles; peppermints
= result
- Then [his] tummy, as {round|tight} as {a drum|a balloon}, began to {growl|hurt} {dreadfully|so
  much that [he] groaned}. And there was [f], {holding [item]|back from [p2]} and {staring|
  looking} at the empty dish.
- "[Oh]," groaned [h], who could hardly {move|bend|stand}. {Worse than the tummy ache was|What
  made it worse was} [f]'s face. "{Where are the [treat]|Is there nothing left for me|Are they all
  gone}?" asked [f].
- [Later], [f] and [someone] came with {plates and spoons|empty bowls|good appetites}. {There was
  nothing on the dish but|All they found was} a {crumb|fly|stem} and [h], who was {green in the
  face|sticky all over}.
= repair
- "{I ate them all|I was greedy|I took your share}," [h] said in a {small|low} voice. "I am sorry,
  and I will {buy|get} new ones." {At once|With an aching tummy}, [he] {emptied|broke open} [his]
  {purse|money box} and [went] to Market Square and back.
- [h] {hung|bent} [his] head. {There was no excuse.|What could [he] say?} The next day [he]
  brought [f] [food], {though|and} it {cost|took} all [his] {savings|pocket money}, and did not
  touch {a crumb|a bite} [himself].
- So [h] {worked for|helped} [someone] for [long], [chore] until [his] back hurt, and came back
  with a {fresh|new} {bag|plate} of [treat]. "{These are yours|Not one is missing}," [he] said.
  "{I counted them|I am sorry}."
= answer
- [f] {looked at|counted} the [treat] and {broke one in two|pushed the plate into the middle}.
  "{Come, we will share|I cannot eat alone}," [f.he] said [quietly]. "{Sharing is half of the
  taste|That is how it should be}."
- "{You have a big tummy|You were greedy}," said [f], "but {your heart is bigger|you were brave to
  say so}." Then {they both had to laugh|[f.he] gave [him] one}, and {that one|it} tasted better
  than all the others.
- "Next time, {wait for me|call me first}," said [f], and [h] {promised|gave [his] word}, {hand on
  heart|with a hiccup}.
= moral
- {Enough is as good as a feast|One shared bun is better than ten eaten alone|Who takes it all is
  left alone}.
- {Since then|From then on}, [h] has always {wondered|asked}, "{Is there one for everyone|Who has
  not had one yet}?"
- {Greedy eyes are bigger than any tummy|A full tummy is no friend}.

@ stuck
: open habit? start stroll? / hear see / try pause? / plan free / thanks close moral?
= start
- [Day], [h] {set out|was on [his] way} to [p2] with [item] {under one arm|in [his] [bag]}.
  [Weather]
- [Weather] [Day], [h] stopped [hobby] {earlier than usual|before noon|for once} and {went|set
  out} for a walk {with [f]|to see [f]}.
- {Nothing much was happening|It was quiet} [at] [day], so [h] {packed [food] and|took [item] and}
  {went|set off} to see how things were [p2.at].
- [Day], [h] was {taking|carrying} [food] to [f], who was {ill|busy} [f.at]. [Weather]
= hear
- "Help! Help!" called {somebody|a thin voice}. [H] {stopped|pricked up [his] ears|looked left and
  right}. {Where did it come from|Who could it be}?
- {Suddenly|All at once} there was a {splash|crash|thump}, and then {a cry|a wail|somebody
  shouting}. [h] {dropped [item]|did not stop to think} and ran {towards it|to look}.
- {A strange sound|A sniffing noise} made [him] {stop|turn round}. It was not {the wind|a bird},
  and it was not [someone], who was [doing] {nearby|over there}. {Somebody was crying|It was a
  call for help}.
= try
- [h] {pulled|tugged} with all [his] {might|strength}. {One, two, three|Heave}! It was no good.
  [He] {slipped|tumbled backwards} and landed on [item].
- "{Take my [hands]|Hold on tight}," called [h], {stretching|reaching} as far as [he] could. {It
  was not far enough|A little bit was missing}. "[Oh]! {Do not let go|I am too small}!"
- First [he] tried {to push|to pull}. {Nothing moved|It did not help}. Then [he] tried [reach],
  {but that was too short|which snapped at once|and that was worse}.
= plan
- "{I cannot do this alone|We need more help}," said [h], and [he] [went] to fetch [f], who was
  [f.hobby]. [f] {came at once|did not ask twice} {and brought|with} [tool].
- {Then|At that moment} [f] came {by|running}. {"Pulling harder is no use,"|"Do not pull like
  that,"} said [f]. "{What we need is|If only we had} [tool]." There was {one|just such a thing}
  {close by|at home|[p3.at]}, {and|so} [h] [went] to fetch it {like [like]|in no time}.
- {Think, [h], think!|What would [f] do now?} [H] looked {around|about [him]}. [S.sight], and not
  far off, {next to [item]|against a wall}, {lay|was} [tool]. {"That is it!"|"Of course!"} [he]
  cried, and {called|waved} [f] {to help|over}.
= thanks
- "{Thank you!|How can I ever thank you?|You saved me!}" said [k], and {shook|hugged} both of them
  {again and again|until they laughed}. "{Come to my house|You must come} for [food]!"
- {Out of breath|Muddy but [glad]}, the three {sat|lay} {in the grass|in a row} and shared [food].
  "{I was so frightened|I thought that I should stay there for ever}," said [k], "{until I heard
  your voice|but now I can laugh about it}."
- "{Here|Please take this}," said [k], and gave [h] [item] {as a thank-you|for [his] trouble}.
  "{It is not much, but it comes from the heart|Whenever you need help, call me}."
= moral
- {Who calls for help is not weak|It is no shame to call for help}; {it is the cleverest thing to
  do|even the strong do it}.
- {The right tool and a good friend|Two friends and one idea} are {stronger than|worth more than}
  {big muscles|ten strong arms}.
- {Nobody is too small|You are never too little} to help.
@@ mud
= see
- It was [k], {up to the belly|deep} in a patch of {black|sticky} mud [here]. "{I only wanted|I
  was trying} to pick {a flower|a reed}," said [k.he], "and {now I am sinking|the more I move, the
  deeper I sink}!"
~ tool: a long plank; an old door; a broad ladder
= free
- They laid it {flat|carefully} across the mud, so that [h] could {crawl|creep} out without
  sinking. {"Lean on me!"|"Now take hold!"} And {with a great|with one last} {squelch|slurp|plop},
  [k] came {free|out}.
@@ tree
= see
- High in a {pine|chestnut|crooked} tree sat [k], {clinging|holding on} to a {thin|shaking}
  branch. "{Going up was easy|I climbed after [item]}," {wailed|called} [k.he], "{but I do not
  know how to get down|and now I am stuck}!"
~ tool: a tall ladder; a strong rope; a big blanket
= free
- With that it was {easy|not hard}. [f] held it {steady|fast}, [h] {called|counted}, "Left foot,
  right foot, {do not look down|slowly}," and {branch by branch|little by little} [k] came {down|
  to the ground}.
@@ hole
= see
- There, at the bottom of a {deep|narrow} hole [here], {sat|stood} [k], covered in {dust|leaves|
  earth}. "{I was [k.hobby] and did not look|I fell in backwards}," [k.he] called up, "and the
  {sides are|wall is} too {smooth|steep} to climb!"
~ tool: a knotted rope; a short ladder; a bucket on a long rope
= free
- [h] {let it down|lowered it} {gently|inch by inch} while [f] {tied|held} the other end {to a
  tree|tight}. "{Now climb|Up you come}!" they called, and {soon|first} [k]'s {head|ears}, then
  the rest of [k.him], {appeared|popped out}.
@@ net
= see
- It was [k], tangled from head to foot in an old {fishing net|tennis net|garden net} [here]. The
  more [k.he] {wriggled|kicked}, the tighter {it held|the knots became}. "{I cannot move|My foot
  is caught}," [k.he] {sobbed|said}.
~ tool: a small pair of scissors; a sharp shell; a pocket knife
= free
- {Snip, snip, snip|Patiently}, [h] cut one {knot|string} after another, while [f] told [k.him] a
  {joke|story} {about [food]|to keep [k.him] calm}. {Then|At last} the net {dropped|fell} to the
  ground like {a cobweb|an old coat}.
@@ boat
= see
- Out on the water, {turning|spinning} in circles, floated a {washtub|barrel|little boat}, and in
  it sat [k]. "{I have lost the oars|The rope came loose}!" [k.he] {shouted|called}. "{I cannot
  get back|The current is taking me away}!"
~ tool: a long fishing rod; a rope with a hook; a long bean pole
= free
- {Three times|Twice} they missed. {The third|The next} time, the end {caught on|reached} the
  side, [k] {grabbed|seized} it, and {hand over hand|pull by pull} they {drew|brought} [k.him] {to
  the bank|safely back to land}.
@@ ice winter
= see
- [K] lay {flat|on [k.his] tummy} {in the middle of|far out on} the frozen pond, where the ice
  {creaked|cracked}. "{Do not come closer|I dare not move}," [k.he] {whispered|called}, {shaking|
  white with fear}.
~ tool: a long ladder; a sledge on a rope; a big broom
= free
- They pushed it over the ice {until|so that} [k] could {take hold|hold on}. {"Lie still and hold
  tight!"|"Do not let go!"} Then they {pulled|backed away}, {step by step|slowly}, and [k] {slid|
  glided} to the {edge|shore} like {a seal|a parcel}.
@@ door
= see
- The {door|lid} of a {shed|big chest|cellar} [s.at] was shut {fast|tight}, and behind it [k]
  {knocked|banged}. "{The wind blew it shut|The key broke}," [k.he] {called|sobbed}, "and {it is
  dark|there are cobwebs} in here!"
~ tool: an iron bar; a bunch of old keys; a can of oil
= free
- {It creaked|Something clicked}, {it squeaked|something scraped}, and {then|at last} the
  {hinges|bolt} {gave way|moved}. Out {stumbled|came} [k], blinking, with {dust on [k.his] nose|a
  cobweb over one ear}.

@ storm
: open start / storm news / go stroll? / work work2? pause? / after close moral?
= start
- [Day], {nothing|no bird} {moved|stirred}, and the air was {heavy|strange}. "{I do not like this
  sky|Something is coming}," [said] [f], who had come to {borrow|bring} [item].
- [Day], [h] was [hobby] when {the light changed|a cold gust {blew [item] away|nearly knocked
  [him] over}}. {Black|Dark grey} clouds {piled up|were rolling in} {behind|over} {the hills|the
  sea|the windmill}.
- [Day], all was {calm|well}. [Weather] But {by midday|soon afterwards|an hour later} the sky {was
  as dark as ink|had a {purple|greenish} edge}, and [f] {called|shouted} to [h] to {bring in|
  fetch} the {washing|chairs|flowerpots|hens|cushions|firewood|bicycle}.
~ said: muttered; said; warned
= storm
- {Then it broke|Then it came}! {Rain|Sleet} {drummed|beat} on the roofs, {a shutter|a door}
  {banged|flew open}, and the wind {roared|howled} {like a hungry lion|down the chimney|until the
  floor shook}.
- {Crash|Boom}! The {wind|storm} {threw|tossed} {buckets|flowerpots|chairs} about, {trees|
  branches} {bent|groaned}, and everyone {ran|hurried} {home|indoors}. [h] and [f] {sat|huddled}
  under {the table|a quilt} with [food].
- {Whoosh|Whoo-oo}! A hat flew past the window, then [item], then {somebody's|a whole} {washing
  line|garden fence}. {Never|Not in years} had there been such a {storm|wind} [at].
= news
- {In the middle of it|Just then} {someone knocked|there was a knock}. It was [k], {dripping|wet
  to the skin}. "[Problem]!" [k.he] {panted|gasped}. "{Please come!|Can you help me?}"
- When {the worst was over|the thunder had moved off}, a message came from [k]: "[Problem].
  {Please help|I am all alone}." {Nobody|Neither [h] nor [f]} {had to think twice|waited a
  minute}.
- [Later], [h] {looked|peered} out and {thought of|saw a light waving near} [k.home]. "Something
  is wrong with [k]," [he] said. {It was true|[He] was right}. "[Problem]!" {[k] called|they heard
  [k] shout}.
~ problem: The roof has blown off; Water is coming under my door; A tree has fallen across my
  door; My chimney has tumbled down; The wind has broken all my windows; My whole {fence|wall} is
  gone; My {bed|kitchen} is full of rain; The brook has washed my steps away
= go
- {Friends help friends|That was enough}. They {put on|buttoned up} their coats, took [fixing],
  [fixing] and [fixing], and {fought|pushed} their way through the {puddles|wind}.
- {"You carry [fixing]," [h] told [f], "and I will take [fixing]."|"I will take [fixing]," said
  [h], "if you bring [fixing]."} {Holding on to each other|Hand in hand}, they {stepped|went} out
  into the rain.
- [h] was [worried], {but|and yet} {[he] thought of [k]|[k] needed [him]}, and so [he] {tied on
  [his] hat|took a lantern} and went first.
= work
- {All night|For [long]} they {hammered|scooped|carried|swept}. [h] {filled|passed} the buckets,
  [f] {held the lantern|emptied them}, and [k] {sang|whistled} to keep {them|everyone} {awake|
  cheerful}.
- [someone] brought [fixing], [someone] brought [fixing], and [h] had {an idea|a plan}: with
  [fixing] and [fixing] they could {stop|close} the {gap|hole}. {It worked|And so they did}!
- {First|To begin with} they {carried|brought} [k]'s things {into the dry|upstairs}: [item],
  [item] and {even|last of all} the [k.treasure]. Then they {nailed|tied|wedged} {a board|a
  sailcloth|a door} over the worst place.
= work2
- {Once|Halfway through} {a gust|the gale} came back and {tore|pulled} {everything|it all} down.
  "{Then we begin again|Once more}!" said [h], and {they did|nobody complained}.
- "{My arms ache|I am cold}," said [f]. "{Mine, too|So am I}," said [h]. "{Shall we stop|Do you
  want to go home}?" "No!" {they both said|said [f], and laughed}.
- In the end {everyone|half of the valley} was there, and {those who could not hammer|even the
  smallest} {made|served} [food].
= after
- {In the morning|When the sun came up} the storm was {gone|over}. [S.sight], {as if nothing had
  happened|just as before}. "{How can I thank you?|I would have been lost without you,}" said [k],
  {and wiped [k.his] eyes|pouring hot tea}.
- {Then, slowly|Little by little}, the wind {dropped|grew tired}, and a rainbow stood {over|
  behind} [p2]. [k] {shared out|served} [food] to all, and {no breakfast|no meal} ever tasted
  better.
- {"Listen,"|"Hush,"} said [f]. {It was quite still|There was no more wind}. {They opened the
  door|They stepped outside}, and {the air smelled clean|every puddle shone}. [k] could {sleep|
  live} in [k.home] again.
= moral
- {A storm shows you|In a storm you learn} who your friends are.
- {Wind can break a roof|A storm may blow away a fence}, but {not a friendship|it cannot blow away
  kindness}.
- {Many hands make|With many helpers you get} a dry house.
"""
