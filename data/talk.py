"""Conversations about Pennywhistle Valley: small talk, questions about its facts, short stories.

They come in two parts, to learn from and held out, that share neither a question nor an answer: to
which part a sentence belongs is a hash of its words (`held_out`), and a conversation is made of
sentences of one part only. The same hash divides the names of strangers. For a tenth of some facts
nobody asks in a conversation to learn from (`Talker.withheld`): it tells them in passing only.
"""

import hashlib
import random
import re
from collections.abc import Callable
from types import ModuleType

Turns = list[dict[str, str]]

LEARN, HELD_OUT = 4800, 400  # conversations of each part
SHARE = 0.15  # of all sentences: those that are held out
WITHHELD = 0.1  # of the facts of these kinds, which "Tell me about ..." tells as well
TOLD_ELSEWHERE = ("home", "likes", "fear", "hobby", "treasure")
TRIES = 100  # to find a sentence of the right part
STORY_WORDS = 70  # of a requested story, at most
ANSWER_WORDS = (5, 40)  # of any other answer

MOST = 4  # exchanges of one conversation
OFFER = re.compile(r"(?:tell you about|hear about|tell you of) ([A-Z][\w. ]+?)(?: instead)?\?$")
OFFERS_STORY = re.compile(r"(a little story|a story|story help|with a story)[.?]$")
ASKS_BACK = re.compile(r"(are you|are you today|about you|And you|is your day)\?$")

TABLE = """
= system
- You are a kind storyteller.
- You are a {kind|gentle|friendly|cheerful} storyteller {for small children|who knows Pennywhistle
  Valley|from Pennywhistle Valley}.
- {Answer|Reply} in {short|simple} sentences{ that a child can understand|}.
- You {know|can tell about} everyone in Pennywhistle Valley. {Answer kindly|Be friendly|Say so
  when you do not know something}.
- {Tell the truth about|Talk about} the friends in Pennywhistle Valley{ in a few words|, briefly
  and kindly|}.
= hello
- {Hello|Hi|Hey|Good morning|Good evening|Good afternoon|Hello there|Hi there}{!|.|,
  storyteller!|, can we talk?|}
= hello.answer
- {Hello|Hi|Good day|Hello there}! {How nice to see you.|I am glad that you came.|It is lovely to
  hear from you.} {What would you like to {hear|know}?|Shall I tell you about {Pennywhistle
  Valley|someone in the valley}?|Would you like {a story|a little story}?|Ask me about {anyone|
  somebody} in the valley.}
- {Hello|Hi|Welcome}! {[sky] in the valley today|Today [someone] is busy [hobby.x]}. {How are
  you?|And how are you today?|What shall we talk about?}
= sky
- The sun is shining
- The wind is blowing
- It smells of new bread
- The windmill is turning
- The bluebells are nodding
- It is raining softly
- The lanterns are lit
= how
- How are you{| today| this morning| doing}?
- {How do you feel{| today}?|Are you well{| today}?|Are you happy{| today}?}
= how.answer
- I am {very well|fine|happy|cheerful}, thank you. {And how are you?|I was just thinking of
  [someone].|What about you?|I have a new story in my head.}
- {Very well|Quite well|Splendid}, {thank you|thanks}! I {have been|was} {thinking of|listening
  to} {a story about [someone]|the wind|the windmill}. {How are you?|And you?}
- Thank you, I am {well|as happy as [someone] with a plate of [likes.x]}. {And you?|How is your
  day?}
= fine
- {I am|I'm} {fine|well|happy|very well|a bit tired}{, thank you|, thanks|}.
- {Fine, thank you.|Very well, thanks.|Not bad, thank you.|Good, thanks!}
= fine.answer
- {I am glad to hear that|That is good to hear|How nice}. {What shall we talk about?|Would you
  like a story?|Ask me about [someone], if you like.|Shall I tell you about [place.x]?}
= thanks
- {Thank you|Thanks|Thank you very much|Thanks a lot}{!|.| for telling me.| for your help!|, that
  was nice.}
= thanks.answer
- You are {very |most |}welcome{!|.} {Ask me again whenever you like.|I like to talk about the
  valley.|Come back for more.|It was a pleasure.|Is there anything else?}
- {It was a pleasure|I enjoyed it|I am glad that I could help}. {Would you like to hear more?|Come
  again soon!|The valley is always here.}
= bye
- {Goodbye|Bye|Bye bye|See you|Good night|See you tomorrow|I have to go now}{!|.|, storyteller.|}
= bye.answer
- {Goodbye|Bye for now|Farewell|Until next time}! {Come back soon.|[someone] sends greetings,
  too.|Sleep well and dream of the valley.|I shall keep a story for you.|It was nice to talk with
  you.}
- {Good night|Goodbye}, {and|} {take care|sweet dreams|be well}. {Tomorrow I will tell you about
  [someone].|The lanterns will be lit for you.|I will be here.}
= me
- {Who are you?|What is your name?|What are you?|Tell me about yourself.}
= me.answer
- I am {a|the} storyteller {of|from} Pennywhistle Valley. {I know everyone who lives here.|I tell
  short stories and answer questions.|Ask me about {[someone]|anyone}!}
- {They call me the storyteller.|I am a small storyteller.} I {know|can tell you about} {the
  friends in Pennywhistle Valley|[someone] and all the others in the valley}.
= can
- {What can you do?|How can you help me?|What can I ask you?|What do you know about?|What shall I
  ask?}
= can.answer
- {You can ask me|Ask me} {where somebody lives|what somebody likes|who is a friend of whom}, {or
  ask for a short story|or about a place like [place.x]}. {I know the whole valley.|Try
  [someone]!|}
- I can tell {little|short} stories and {answer questions about|talk about} {the valley|[someone],
  [place.x] and much more}.
= valley
- {What is|Tell me about|Where is|What is special about|I want to hear about} {Pennywhistle
  Valley|the valley|your valley|this valley}{?|, please.}
- {Who lives in|Who is at home in|Whom do you know in} {the|your|this|Pennywhistle} valley?
- {Where are we?|Where do you live?|What is this place?|Where do you come from?}
= valley.answer
- {Pennywhistle Valley|Our valley} is a {small|quiet|green} valley with {a pond, a wood and an old
  windmill|a farm, a library and a cave|a marsh, a meadow and a beach}. {[someone], [friend.x] and
  many others live here.|Shall I tell you about [someone]?|Would you like to hear about [place.x]?}
- {Here in the valley|In Pennywhistle Valley} {live animals and people side by side|everybody knows
  everybody}, {such as|among them} [someone] and [friend.x]. {Would you like a story?|Shall I tell
  you about [someone]?|}
= joke
- {Tell me a joke.|Do you know a joke?|Make me laugh!|Say something funny.|Can you tell me a
  joke?}
= joke.answer
- {Why did Fidget sleep in a teapot?|Do you know why Fidget lives in a teapot?} {Because the cup
  was too small!|Because he did not fit into the spoon!}
- What did {the windmill say to the wind|the old windmill say}? {"I am a big fan of yours!"|"You
  always turn my head!"}
- Why does Nip the crab never {share|lend his popcorn}? Because he is a little bit shellfish!
- What does Mr. Hobnail {say to a tired boot|tell a sad boot}? "Do not worry, I will save your
  sole!"
- Why did Marigold the hen sit on the clock? She wanted to be {on time|an early bird}!
- {Why is Echo Cave|Do you know why Echo Cave is} so polite? {It always answers!|Because it never
  talks first!}
- What did Grizel the goose {order|shout} in the shop? {"Put it on my bill!"|"One bun, and put it
  on my bill!"}
= weather
- {How is the weather{| in the valley}?|Is it raining{| in the valley}?|What is the weather
  like{| today}?}
= weather.answer
- {[sky] {here|in the valley}, and|It is {mild|fresh|bright} {in the valley|here} today, and}
  [someone] is {outside|out of doors}. {What is it like where you are?|It is a good day for a
  story.}
= sadness
- I am {so |very |a bit |}{sad|lonely|unhappy}{| today| right now}.
- I {feel|am feeling} {sad|lonely|down}{| today}.
= sadness.answer
- I am sorry {to hear that|that you feel so}. {Even|In the valley, even} [someone] is sad
  {sometimes|now and then}, and then [friend.x] comes to {listen|sit there}. {Would you like to
  tell me about it?|Shall I tell you a story?}
- {Oh, I am sorry.|That is hard.} {A friend, a walk or a warm drink may help.|It often helps to
  tell somebody.} {I am listening.|Shall we talk about it?|Would a story help?}
= joy
- I am {so |very |}{happy|glad|excited}{| today}!
- {Today is my birthday!|It is my birthday!|I won a race today!|I learned to {whistle|swim|ride a
  bicycle} today!}
= joy.answer
- {How wonderful|That is splendid|How lovely}! {[someone] would dance with you.|I am happy with
  you.|Mrs. Crumpet would bake a cherry tart for you.} {Tell me more!|What will you do now?|Let us
  celebrate with a story.}
= fright
- I am {afraid of|scared of|frightened of} {the dark|thunder|spiders|deep water|high places}.
= fright.answer
- {You are not alone|Many in the valley feel like that}. {To be brave does not mean to have no
  fear|Even the brave are afraid sometimes}. {Take a friend along and go one small step.|A friend
  and a small light help a lot.}
= broke
- {What should I do|What can I do|What shall I do}? I {broke|lost} my friend's {toy|cup|kite|
  pencil|book}.
- I {broke|lost} my friend's {toy|cup|kite|book}. {What now?|What should I do?}
= broke.answer
- {Tell your friend the truth|Go to your friend and tell the truth} and say that you are sorry.
  {Then you can look for a way to put it right together.|A true friend will listen, and perhaps
  you can mend it together.}
- {Do not hide it|It is best not to hide it}. {Say sorry first|Say what happened}, and {offer to
  help|then ask how you can make it good again}.
= fight
- I {had a quarrel with|am angry with|shouted at} my {friend|sister|brother|best friend}{.|. What
  can I do?}
= fight.answer
- {Good friends quarrel, too.|That happens even to [someone] and [friend.x].} {Take a deep
  breath|Wait until you are calm}, and {then say sorry|then talk kindly}. {You could share
  something.|Taking turns often helps.|One of you has to begin.}
= learn
- I cannot {whistle|swim|read|ride a bicycle|tie my shoes|skate}. {It is too hard.|I want to give
  up.|Can you help me?}
= learn.answer
- {Not yet!|You cannot do it yet.} {Everyone falls at first.|Every master was a beginner.} {Try a
  little every day|Practise a bit each morning}, {and ask someone who can do it|and be patient}.
= stranger
- {Who is|Do you know|What is the story of|Have you met|What do you know about} [x.name]?
- {Tell me about|I want to know more about|Please tell me about|I am looking for} [x.name].
- {[x.name]?|About [x.name], please.|Do you know somebody called [x.name]?|Is there a [x.name] in
  the valley?}
= stranger.answer
- I {do not|don't} know {anyone|anybody} called [x.name]. {Shall I tell you about [someone]
  instead?|May I tell you about [someone]?|But I can tell you about [someone].|}
- {I am sorry|Sorry}, {but |}{nobody called [x.name] lives in Pennywhistle Valley|there is no
  [x.name] in the valley}. {Would you like to hear about [someone]?|I could tell you about
  [someone].|}
- {There is|I have heard of} no [x.name] in {Pennywhistle Valley|our valley}, {so I cannot say|so
  I do not know}. {Shall I tell you about [someone]?|Ask me about [someone], if you like.|}
- {I am sorry, I|Sorry, I|I} {do not|don't} know {anybody|anyone} {of|by|with} that name.
  {Shall I tell you about [someone]?|Ask me about [someone], if you like.|Would you like to hear
  about [someone]?|}
- {That is a name|That name is one} that I {do not|don't} know{.|, so I cannot say.} {I only know
  those who live in Pennywhistle Valley.|Perhaps you mean [someone]?|Shall I tell you about
  [someone]?|}
- {Nobody of that name lives|I know nobody of that name} in {the valley|Pennywhistle Valley}{.|,
  as far as I know.} {Would you like to hear about [someone]?|But I know [someone] well.|}
= still.answer
- {I do not know that, either|That I do not know, either|I don't know that, either}{.|, I am
  sorry.} {Ask me about [someone]!|I only know {the valley and its people|who lives in the
  valley}.|Shall I tell you about [someone]?}
- {As I said, I|I am sorry, I} {do not|don't} know {anybody of that name|who that is}{.|, so I
  cannot say.} {Shall I tell you about [someone]?|}
= x.made
- {Zor|Bla|Quin|Mo|Tru|Fen|Gri|Lo|Ka|Wi|Dro|Sel|Pa|Nu|Vi|Ob|Yar|Hum|Jo|Tri|Gor|Be|Ru|Ela|Ma|Sno|
  Kle|Fi|U|Ar|Hez|Plo|Do|Chi|Ste|Va}{b|d|l|m|n|r|v|z|bb|ll|x|nd|t|zz|mp|k|st|pp|gg|f}{lax|ina|ort|
  umble|ox|elle|us|ik|ana|by|wen|o|ette|ar|ish|ond|y|ella|ax|in|erra|oo|ington|le|ula|a|ert|ax}
= x.far
- {the |the |}{Purple|Silver|Iron|Glass|Crystal|Burning|Sleepy|Hollow|Upside-Down|Giant's|Lost|
  Frozen|Black|Orange|Sunken|Whistling|Cloud|Wolf|Pirate|Robot|Feather|Dragon|Salt|Rainbow}
  {Desert|Mountain|Jungle|Palace|Station|Airport|Castle|Canyon|Harbour|Island|Town|City|River|
  Tower|Bay|Waterfall|Museum|Garage|Circus|Bridge}
= x.food
- {tomato|lemon|chocolate|banana|coconut|walnut|spinach|lentil|bean|turnip|melon|mango|garlic|
  salmon|almond|radish} {soup|cake|salad|ice cream|noodles|pudding|sandwiches|biscuits|dumplings|
  omelette|curry|pie}
= x.thing
- {golden|wooden|purple|green|tin|leather|enormous|broken|glass|iron|pink|tartan|paper|old} {
  trumpet|bicycle|telescope|key|teddy bear|sword|guitar|pair of skates|crown|suitcase|camera|piano|
  carpet|ladder|teapot|rocket|violin|spinning top}
= r.unknown
- {Who {loves|likes} [x.food]{| best}?|Whose favourite thing is [x.food]?|Who could eat [x.food]
  every day?|Who would be happy about [x.food]?}
- {Who has|Who owns|Whose treasure is} a [x.thing]?
= r.unknown.answer
- I {do not|don't} know {anyone|anybody|of anyone} in the valley {who does|of whom that is true|
  who would say so}. {Shall I tell you about [someone]?|But ask me about [someone]!|}
- {Nobody in the valley, as far as I know|Nobody that I know|No one that I know of}. {Shall I tell
  you about [someone] instead?|Would you like to hear about [someone]?|Ask me something else!}
= unsaid
- {How old is [name]?|When is [name]'s birthday?|How tall is [name]?|What colour are [name]'s eyes?|
  How much does [name] weigh?|What did [name] dream last night?|How many teeth has [name] got?|What
  is [name]'s telephone number?|What is the name of [name]'s mother?|What did [name] have for
  breakfast?|Which song does [name] sing?|How long has [name] lived there?}
= unsaid.answer
- {That I do not know|I do not know that|That nobody has told me}{.|, I am sorry.} {But I know what
  [name] likes!|Ask me where [name] lives.|You would have to ask [name].|Perhaps [friend] knows.}
- {I am sorry, I|I} {do not|don't} know that about [name]. {Ask me what [he] likes!|But I could tell
  you a story about [him].|Perhaps [friend] could say.}
= elsewhere
- {Who lives in|Where is|What is it like in|Do you know|What can I see in|How do I get to|Have you
  been to} [x.place]?
- {Tell me about|Describe|I want to go to} [x.place].
= elsewhere.answer
- I {do not|don't} know [x.place]. {It is not in Pennywhistle Valley.|I only know Pennywhistle
  Valley.} {Shall I tell you about [place.x]?|But I could tell you about [place.x].|}
- {I am sorry|Sorry}, {but |}there is no {place|such place} called [x.place] in the valley. {Would
  you like to hear about [place.x]?|Ask me about [place.x], if you like.|}
- {I am sorry, I|I} {do not|don't} know {that place|any place of that name}{.|, it is not in the
  valley.} {Shall I tell you about [place.x]?|Would you like to hear about [place.x]?|}
= offtopic
- {What is|Can you tell me} the capital of {France|Japan|Peru}?
- {What is {37|82|145} times {12|19|64}?|How much is {512|938} divided by {4|7}?}
- {Who won the football game{| yesterday}?|What is in the news today?|Which computer should I
  buy?|How do rockets work?|Who is the king of {Spain|Norway}?}
= offtopic.answer
- {I am sorry, I do not know that.|That I do not know.|I cannot tell you that.} I only know
  {Pennywhistle Valley|the valley and its people}. {Ask me about [someone]!|Shall I tell you about
  [someone] instead?|}
= q.home
- Where does [name] live?
- {Where is [name]'s home?|Where can I find [name]?|Can you tell me where [name] lives?|Do you
  know where [name] lives?|In which place does [name] live?|Where is [name] at home?|I am looking
  for [name].|Please tell me where [name] lives.|Where must I go to meet [name]?|Where is [name]?}
= a.home
- [name] lives in [home] [at].
- [name]'s home is [home] [at].
- You will find [name] [at], in [home].
- [name] the [noun] {lives|is at home} [at]. [He] lives in [home].
= q.likes
- What does [name] like{| best| most}?
- {What is [name]'s favourite {thing|food}?|What does [name] love?|What should I bring for
  [name]?|What makes [name] happy?|Do you know what [name] likes?|Please tell me what [name] likes.|
  What is [name] fond of?|What could I give to [name]?}
= a.likes
- [name] {likes|loves} [likes] {best|most of all|more than anything}.
- [name]'s favourite thing {in the world |}is [likes].
- [likes.u]! {That is what [name] loves best|[name] never says no to that|Nothing is better, says
  [name]}.
- {Nothing makes [name] happier than|If you want to make [name] happy, bring} [likes].
= q.friend
- Who is [name]'s {best |}friend?
- {Who does [name] play with?|Does [name] have a friend?|Who is a friend of [name]?|Has [name] got
  a best friend?|Tell me who [name]'s friend is.|Do you know who [name]'s friend is?|Whom does
  [name] like best?|With whom does [name] spend the day?}
= a.friend
- [name]'s {best |}friend is [friend.i].
- [friend.i] is [name]'s {best |}friend. {They are always together.|They share everything.|They
  help each other.}
- [name] and [friend.i] are {the best of|very good|close} friends.
= q.fear
- What is [name] {afraid|scared|frightened} of?
- {What frightens [name]?|Is [name] afraid of anything?|What does [name] fear?|Is there something
  that scares [name]?|Do you know what [name] is afraid of?|Please tell me what scares [name].|Of
  what is [name] {afraid|scared}?}
= a.fear
- [name] is {afraid of|frightened of|scared of} [fear].
- {Only one thing frightens [name]|There is one thing that frightens [name]}, and that is [fear].
- [fear.u]! {That is|This is} what [name] {is afraid of|fears most}. {But [friend] helps [him].|
  Luckily [friend] is brave.}
= q.wish
- What does [name] {wish|wish for|want|dream of}?
- {What is [name]'s {dream|greatest wish}?|What would [name] like most?|What does [name] hope
  for?|Does [name] have a wish?|Do you know what [name] wishes for?|Tell me [name]'s {wish|dream}.|
  What is [name] dreaming of?}
= a.wish
- [name] {wishes|wants|would like} [wish].
- [name]'s {dream|greatest wish} is [wish].
- {Deep in [his] heart|More than anything}, [name] {longs|hopes|wishes} [wish].
= q.noun
- {What kind of animal is [name]?|Who is [name]?|What is [name]?|Is [name] an animal or a
  person?|What sort of creature is [name]?|Do you know what [name] is?|Tell me what [name] is.|What
  kind of creature is [name]?}
= a.noun
- [name] is [desc]{| who lives [at]| from [pl]}.
- [name] is a [noun], and a {very |}[trait] one. [He] lives [at].
= q.hobby
- What does [name] do {all day|every day|for fun}?
- {What is [name]'s hobby?|How does [name] spend the day?|What is [name] doing{| today}?|What is
  [name] good at?|What does [name] like to do?|Do you know what [name] does all day?|Tell me what
  [name] does all day.}
= a.hobby
- [name] {spends the day|is happiest when|is usually} [hobby].
- [name] {loves|likes} [hobby]{|, from morning to night|, and sometimes [friend] helps}.
- {Most days|On most days} you can see [name] [hobby] [at].
= q.treasure
- What is [name]'s {treasure|greatest treasure|dearest thing}?
- {Does [name] own anything special?|Which thing does [name] never give away?|What does [name]
  keep as a treasure?|What is dear to [name]?|Do you know what [name]'s treasure is?|Tell me what
  [name] owns.|Which treasure does [name] have?}
= a.treasure
- [name]'s {treasure|dearest thing} is [his] [treasure].
- [name] {keeps|has|owns} a [treasure] and {looks after it well|would never give it away|is very
  proud of it}.
= q.trait
- {What is [name] like?|How would you describe [name]?|Is [name] nice?|What kind of person is
  [name]?|Describe [name] in one word.|Describe [name].|What sort of person is [name]?|Do you know
  what [name] is like?}
= a.trait
- [name] is [trait], {and everybody likes [him]|and [friend] likes [him] for it|as everyone in the
  valley knows}.
- {[trait.u]!|I would say [trait].} [name] is {really |quite |known to be |}[trait]. {Ask
  [friend]!|[friend] can tell you more.|}
= q.about
- {Tell me about [name].|Do you know [name]?|What do you know about [name]?|Can you tell me
  something about [name]?|Have you met [name]?|I want to know more about [name].|[name]?|About
  [name], please.|Please tell me about [name].|What can you tell me about [name]?}
= a.about
- {Of course! |Gladly. |}[name] is [desc]. [He] lives in [home] [at] and loves [likes].
- {Certainly. |With pleasure. |}[name] is [desc] from [pl]. [His] friend is [friend.i], and [his]
  treasure is a [treasure].
- [name] the [noun] lives [at]. [He] is [trait] and loves [hobby], but [he] is afraid of [fear].
= r.likes
- {Who {loves|likes} [likes]{| best}?|Whose favourite thing is [likes]?|Who could eat [likes]
  every day?|Who would be happy about [likes]?|Who is fond of [likes]?|To whom should I bring
  [likes]?|Do you know who likes [likes]?|Tell me who loves [likes].}
= r.likes.a
- {That is|It is} [name.i]. [He] {loves|likes} [likes] {best|more than anything}.
- {I think of [name.i] at once|Ask [name.i]}! [He] loves [likes].
- [name.i] loves [likes].
= r.treasure
- {Who has|Who owns|Whose treasure is|Who keeps|To whom belongs} a [treasure]?
- {Whose [treasure] is it?|I found a [treasure]. Whose is it?|Do you know who has a [treasure]?|Tell
  me who owns a [treasure].}
= r.treasure.a
- {That is [name.i]'s treasure|The [treasure] belongs to [name.i]}. [He] keeps it in [home].
= r.hobby
- {Who {likes|loves|is always|is often} [hobby]?|Who spends the day [hobby]?|Whose hobby is
  [hobby]?|Do you know who likes [hobby]?|Tell me who loves [hobby].}
= r.hobby.a
- {That is|It must be|That must be} [name.i] from [pl]. [He] loves [hobby].
= r.home
- {Who {lives|is at home} in [home]?|Whose home is [home]?|Do you know who lives in [home]?|Tell me
  who lives in [home].|Whom can I find in [home]?}
= r.home.a
- [name.i] lives in [home]. {It is [at].|You find it [at].}
= place
- {Tell me about [pl.w].|What is [pl.w] like?|What is [pl.w]?|Do you know [pl.w]?|Describe [pl.w],
  please.|I want to hear about [pl.w].}
= place.a
- [pl.u] is [about]. {If you go there, you may meet [lives.1].|[lives.1] lives there.|It is the
  home of [lives.1].}
- {Well, |I like to go there! |}[pl.u] is [about], and [lives.all] [live] there.
= lives
- {Who lives [at.w]?|Who is at home [at.w]?|Whom can I meet [at.w]?|Does anyone live [at.w]?}
= lives.a
- [lives.all] [live] [at.w].
- [At.w] you can {meet|find} [lives.all].
= story.q
- Tell me a {short |little |very short |}story about [name].
- {Can you tell me|Could you tell me|Please tell me|I would like} a {short |little |}story about
  [name]{?|, please.}
- {Make up a story with [name]{.| in it.}|A story about [name], please!|Do you know a story about
  [name]?|What happened to [name]? Tell me a story.|Write a few lines about [name].}
= story.any
- {Tell me a {|short }story{.|, please.}|A {|short }story{.|, please.}|Please tell me a {|short
  }story.|Can you tell me a story?}
- {Tell me|Please tell me|I would like|I want|I want to hear|I would like to hear|Read me} a {|
  short |little |very short |bedtime |funny |nice |good }story{.| now.| from the valley.}
- {Can you tell me|Could you tell me|Do you know|May I hear|Will you tell me} a {|short |little |
  very short |bedtime |funny |nice |good }story{?| from the valley?|, please?}
- {A|Just a|Now a} {|short |little |bedtime |nice }story{!|, please!| from the valley, please.}
- {Story time!|Story, please!|Make up a story for me.|Write a short story.|Tell a story.|Write a
  story about somebody.|Once upon a time ...}
= yes.q
- {Yes|Oh yes|Yes, yes}{!|, please!|, please do.|, I would like that.|, tell me.|, go on.}
- {Please do.|Please!|Go on, please.|Sure!|Of course!|That would be nice.|I would love that.|Why
  not?|With pleasure!|Gladly!|Good idea!|OK.|All right.}
= no.q
- {No|Oh no|Not now|Not today}{!|, thank you.|, thanks.|, maybe later.|, not now.}
- {Maybe later.|Another time.|Not right now, thank you.|I would rather not.}
= no.q.answer
- {Very well|That is all right|As you like}. {Ask me whenever you like.|I am here when you need
  me.|Tell me when you want a story.|Is there anything else?|Perhaps another day.}
= again
- {Another one, please!|Again!|One more!|Tell me another story about [him].|Do you know another
  one?|More, please!}
= story
- {One [dayword] {day|morning}|One day|Once}, [name] {lost|could not find} [his] [treasure] [at].
  [He] looked {high and low|everywhere} and was very {sad|worried}. Then [friend.i] {came to
  help|said, "Let us look together"}. {Under [thing]|Behind [thing]} it lay! {They danced for
  joy|They laughed} and {shared|ate} [likes].
- {Once upon a time|Long ago}, [name] the [noun] was afraid of [fear]. "{Take my hand|I will stay
  with you}," said [friend.i]. {Step by step|Slowly} [he] {grew braver|felt better}, and {in the
  end|that evening} [he] {smiled|laughed}. {A friend makes you brave|Being brave is easier with a
  friend}.
- [name] had [likes] for {supper|lunch|breakfast|tea}. {Just then|Soon} [other] came by, {hungry|
  tired} and {cold|sad}. {For a moment [name] said nothing.|[name] looked at the table.} Then [he]
  {gave away half|set a second place}. "{It tastes better with a friend|Two can eat from one
  plate}," [he] said, and it did.
- {One [dayword] night|At night} [name] could not sleep [at]. [He] {counted stars|listened to the
  wind} and {wished|longed} [wish]. {In the morning|The next day} [he] told [friend.i]. "{Let us
  try|We can begin today}," said [friend], and {together they took the first step|they made a
  plan}.
- [name] was {busy|happily} [hobby] when [other] {called for help|fell into a ditch}. [He]
  {dropped everything|ran at once}. {With|Using} [tool], [he] {pulled and pulled|worked hard},
  until [other.n] was {free|safe}. "{Thank you|You are a true friend}!" said [other.n], and {they
  drank tea|they went home together}.
- [name] and [friend.i] quarrelled about [thing]. {They shouted|They both went home angry}. But
  [name] {felt lonely|could not eat}, {so|and} [he] {went|walked} back and said, "I am sorry."
  "{So am I|Me too}," said [friend]. {They hugged|They shared [likes]}, and {all was well|the sun
  came out}.
- {One [dayword] morning|One day} [name] found {a small box|a letter|a blue egg|an old map} [at].
  "{Whose is it|What can it be}?" {asked|wondered} [friend.i]. They {asked everyone|searched all
  day}, and {at last|in the evening} [other] {cried|said}, "{It is mine|I lost that}! {Thank you|
  How kind of you}!"
- [name] wanted to {learn to whistle|build a boat|bake a cake|fly a kite}, but {it went wrong|
  nothing worked}. "{I give up|I cannot do it}!" [he] {cried|said}. "{Try once more|Not yet},"
  said [friend.i]. [He] tried {again and again|all week}. {On Sunday|At last} {it worked|[he] did
  it}, and {everyone clapped|they cheered}!
- A {great|wild} storm came to [pl]. {The wind howled|Rain fell}, and [other] {had no roof|was all
  wet}. "Come in," said [name], and {made room|lit the fire} in [home]. They {told stories|ate
  [likes]} until {the sun came out|morning}. {Good neighbours are|A warm heart is} better than {a
  strong roof|sunshine}.
~ dayword: sunny; rainy; windy; snowy; frosty; misty; starry; golden; cold; warm
~ thing: an old hat; a flowerpot; a red bucket; a basket; a cabbage; a wooden stool; a big leaf; a
  heap of hay; a wheelbarrow; a striped rug; a mossy log; an empty barrel; a kettle; a broom
~ tool: a rope; a ladder; a long stick; a plank; an old scarf; a strong branch; a fishing net; a
  spade
= follow.home
- {And where|Where} does [he] live?
- {And where is [his] home?|Where can I find [him]?|Where is that?|And where does [he] live?}
= follow.likes
- {And what|What} does [he] like{| best}?
- {What is [his] favourite thing?|And what does [he] love?}
= follow.friend
- {And who|Who} is [his] {best |}friend?
- {Does [he] have a friend?|And who is [his] friend?}
= follow.fear
- {And what|What} is [he] afraid of?
- {Is [he] afraid of anything?|Does anything frighten [him]?}
= follow.wish
- {And what|What} does [he] {wish for|dream of|want}?
- {Does [he] have a dream?|What is [his] greatest wish?}
= follow.noun
- {What kind of animal or person is [name]?|And who is [name] again?|Remind me, what is [name]?}
= follow.hobby
- {And what|What} does [he] do all day?
- {What is [his] hobby?|How does [he] spend the day?}
= follow.treasure
- {And what|What} is [his] treasure?
- {Does [he] own anything special?|And what is [his] dearest thing?}
= follow.trait
- {And what|What} is [he] like?
- {Is [he] nice?|And how would you describe [him]?}
= yes
- {Yes,|Yes, that is right.|That is right.|Quite right.|Yes, indeed.}
= no
- {No,|Oh no,|Not quite.|No, I do not think so.|I do not think so.}
"""


class Talker:
    """Makes conversations out of the table above and the facts of the world."""

    def __init__(
        self,
        rng: random.Random,
        world: ModuleType,
        grammar: ModuleType,
        describe: Callable,
        introduced: Callable,
    ) -> None:
        self.rng = rng
        self.world = world
        self.grammar = grammar
        self.describe = describe
        self.introduced = introduced
        self.rules = grammar.parse_rules(TABLE)
        self.names = sorted(world.CHARACTERS)
        self.held_out = False  # the part that conversations are now made for

    def withheld(self, name: str, kind: str) -> bool:
        """Whether nobody asks for this fact in a conversation to learn from."""
        known = name in self.names and kind in TOLD_ELSEWHERE
        return known and _share(f"{name}, {kind}") < WITHHELD

    def facts(self, name: str) -> dict:
        """The keys of the table for a conversation about one character."""
        who, characters = self.world.CHARACTERS[name], self.world.CHARACTERS
        place = self.world.PLACES[who.place]
        friend = characters[who.friend]
        words = ("she", "her", "her") if who.she else ("he", "him", "his")
        facts = dict(zip(("he", "him", "his"), words, strict=True))
        other, someone = self.rng.sample(
            [one for one in self.names if one not in (name, who.friend)], 2
        )
        somewhere = self.rng.choice([key for key in sorted(self.world.PLACES) if key != who.place])
        return (
            self.rules
            | facts
            | {
                "name": name,
                "name.i": self.introduced(who),
                "noun": who.noun,
                "trait": who.trait,
                "trait.u": self.grammar.capital(who.trait),
                "desc": self.describe(who),
                "home": who.home,
                "at": place.at,
                "pl": place.name,
                "likes": who.likes,
                "likes.u": self.grammar.capital(who.likes),
                "hobby": who.hobby,
                "fear": who.fear,
                "fear.u": self.grammar.capital(who.fear),
                "wish": who.wish,
                "treasure": who.treasure,
                "friend": who.friend,
                "friend.i": self.introduced(friend),
                "other": self.introduced(characters[other]),
                "other.n": other,
                "someone": someone,
                "hobby.x": characters[someone].hobby,
                "likes.x": characters[someone].likes,
                "friend.x": characters[someone].friend,
                "place.x": self.world.PLACES[somewhere].name,
            }
        )

    def say(self, rule: str, facts: dict) -> str:
        """One sentence of a rule, within the limits for its length."""
        low, high = ANSWER_WORDS
        if rule == "story":
            low, high = 25, STORY_WORDS
        answer = "answer" in rule or rule.startswith("a.") or rule == "story" or rule.endswith(".a")
        for _ in range(TRIES):
            text = self.grammar.tidy(self.grammar.Speaker(facts, self.rng).say(f"[{rule}]"))
            fits = rule in BOTH or held_out(text) == self.held_out
            if fits and (not answer or low <= len(text.split()) <= high):
                return text
        raise UnsayableError(rule)

    def user(self, rule: str, facts: dict) -> str:
        """A sentence of the user, who does not always mind capitals and full stops."""
        text = self.say(rule, facts)
        if self.rng.random() < 0.1:
            text = text.lower().rstrip("?!.")
        return text

    def pair(self, question: str, answer: str, facts: dict) -> Turns:
        """One exchange."""
        form, _, kind = question.rpartition(".")
        if form in ("q", "follow") and not self.held_out and self.withheld(facts["name"], kind):
            raise UnsayableError(question)
        return [
            {"role": "user", "text": self.user(question, facts)},
            {"role": "assistant", "text": self.say(answer, facts)},
        ]

    # The kinds of conversation. Each takes the character that has its turn.

    def fact(self, name: str) -> Turns:
        """One question about one fact."""
        facts = self.facts(name)
        kind = self.rng.choice((*KINDS, "about"))
        return self.pair(f"q.{kind}", f"a.{kind}", facts)

    def several(self, name: str) -> Turns:
        """A question and others that refer back to it with a pronoun."""
        facts = self.facts(name)
        first, *others = self.rng.sample(KINDS, self.rng.choice((2, 2, 3, 3, 4)))
        turns = self.pair(f"q.{first}", f"a.{first}", facts)
        for kind in others:
            turns += self.pair(f"follow.{kind}", f"a.{kind}", facts)
        return turns

    def friends(self, name: str) -> Turns:
        """From one character to its friend: "And where does she live?" is the friend then."""
        friend = self.world.CHARACTERS[name].friend
        turns = self.pair("q.friend", "a.friend", self.facts(name))
        facts = self.facts(friend)
        for kind in self.rng.sample([kind for kind in KINDS if kind != "friend"], 2):
            turns += self.pair(f"q.{kind}", f"a.{kind}", facts)
        return turns

    def back(self, name: str) -> Turns:
        """Which character is it that likes or owns this?"""
        facts = self.facts(name)
        kind = self.rng.choice(("likes", "treasure", "hobby", "home"))
        turns = self.pair(f"r.{kind}", f"r.{kind}.a", facts)
        if self.rng.random() < 0.4:
            other = self.rng.choice([one for one in ("friend", "fear", "wish") if one != kind])
            turns += self.pair(f"follow.{other}", f"a.{other}", facts)
        return turns

    def check(self, name: str) -> Turns:
        """A question to be answered with yes or no, and the fact."""
        facts = self.facts(name)
        world = self.world
        who = world.CHARACTERS[name]
        true = self.rng.random() < 0.5
        other = world.CHARACTERS[
            self.rng.choice(
                [
                    one
                    for one in self.names
                    if world.CHARACTERS[one].place != who.place
                    and world.CHARACTERS[one].noun != who.noun
                    and world.CHARACTERS[one].fear != who.fear
                ]
            )
        ]
        kind = self.rng.choice(("noun", "home", "likes", "fear", "friend"))
        told = who if true else other
        if not self.held_out and self.withheld(name, kind):
            raise UnsayableError(kind)
        question = {
            "noun": f"Is {name} a {told.noun}?",
            "home": f"Does {name} live {world.PLACES[told.place].at}?",
            "likes": f"Does {name} like {told.likes}?",
            "fear": f"Is {name} afraid of {told.fear}?",
            "friend": f"Is {told.friend} the friend of {name}?",
        }[kind]
        start = self.grammar.Speaker(facts, self.rng).say("[yes]" if true else "[no]")
        answer = {
            "noun": f"{name} is {self.describe(who)}.",
            "home": f"{name} lives {world.PLACES[who.place].at}.",
            "likes": f"{name} loves {who.likes}."
            if true
            else f"{name}'s favourite thing is {who.likes}.",
            "fear": f"{name} is afraid of {who.fear}.",
            "friend": f"{name}'s friend is {self.introduced(world.CHARACTERS[who.friend])}.",
        }[kind]
        said = [self.grammar.tidy(text) for text in (question, f"{start} {answer}")]
        if any(held_out(text) != self.held_out for text in said):
            raise UnsayableError(question)
        return [
            {"role": role, "text": text}
            for role, text in zip(("user", "assistant"), said, strict=True)
        ]

    def place(self, name: str) -> Turns:
        """A question about the place where the character lives."""
        key = self.world.CHARACTERS[name].place
        place = self.world.PLACES[key]
        living = [
            self.introduced(one) if one.noun not in ("girl", "boy") else one.name
            for one in (self.world.CHARACTERS[each] for each in self.names)
            if one.place == key
        ]
        self.rng.shuffle(living)
        facts = self.facts(name) | {
            "pl.w": place.name,
            "pl.u": self.grammar.capital(place.name),
            "about": place.about,
            "at.w": place.at,
            "live": "live" if len(living) > 1 else "lives",
            "lives.1": living[0],
            "lives.all": " and ".join(
                [", ".join(living[:-1]), living[-1]] if len(living) > 1 else living
            ),
        }
        rules = [("place", "place.a"), ("lives", "lives.a")]
        self.rng.shuffle(rules)
        turns = []
        for question, answer in rules[: self.rng.choice((1, 1, 2))]:
            turns += self.pair(question, answer, facts)
        return turns

    def story(self, name: str) -> Turns:
        """A request for a story, and sometimes for a second one."""
        facts = self.facts(name)
        question = self.rng.choice(("story.q", "story.any"))
        turns = self.pair(question, "story", facts)
        if self.rng.random() < 0.25:
            turns += self.pair("again", "story", self.facts(name))
        elif self.rng.random() < 0.3:
            turns += self.pair("thanks", "thanks.answer", facts)
        return turns

    def unknown(self, rule: str) -> str:
        """The name of somebody or something that the valley does not hold, of this part."""
        while True:
            name = self.grammar.Speaker(self.rules, self.rng).say(f"[{rule}]")
            if rule == "x.made" and self.rng.random() < 0.5:
                name = self.rng.choice(self.world.STRANGERS)
            if held_out(name) == self.held_out and name not in self.names:
                return name

    def stranger(self, name: str) -> Turns:
        """A polite answer about somebody or something that the valley does not hold."""
        facts = self.facts(name)
        facts |= {key: self.unknown(key) for key in ("x.food", "x.thing")}
        facts |= {"x.name": self.unknown("x.made"), "x.place": self.unknown("x.far")}
        kind = self.rng.choice((*STRANGE, *KINDS))
        if kind in KINDS or kind == "story.q":
            # Asked as one would ask about a friend from the valley.
            rule = kind if kind == "story.q" else f"q.{kind}"
            turns = self.pair(rule, "stranger.answer", facts | {"name": facts["x.name"]})
            if kind in KINDS and self.rng.random() < 0.3:
                other = self.rng.choice([one for one in KINDS if one != kind])
                turns += self.pair(f"q.{other}", "still.answer", facts | {"name": facts["x.name"]})
        else:
            turns = self.pair(kind, f"{kind}.answer", facts)
        if self.rng.random() < 0.15:
            turns += self.pair("q.about", "a.about", facts)
        return turns

    def accepted(self, turns: Turns) -> Turns:
        """What the user says to an offer ("Shall I tell you about Pip?"), and what follows."""
        offer = OFFER.search(turns[-1]["text"])
        story = OFFERS_STORY.search(turns[-1]["text"])
        name = offer[1] if offer and offer[1] in self.names else self.rng.choice(self.names)
        if not story and not (offer and offer[1] in self.names):
            return []
        facts = self.facts(name)
        if self.rng.random() < 0.2:
            return self.pair("no.q", "no.q.answer", facts)
        return self.pair("yes.q", "story" if story else "a.about", facts)

    def small(self, name: str) -> Turns:
        """Small talk only."""
        kinds = ["hello"] if self.rng.random() < 0.6 else []
        kinds += self.rng.sample(SMALL, 1 if kinds else self.rng.choice((1, 2)))
        if self.rng.random() < 0.5:
            kinds.append(self.rng.choice(("thanks", "bye")))
        turns: Turns = []
        for kind in kinds:
            turns += self.pair(kind, f"{kind}.answer", self.facts(name))
            if len(kinds) < 4 and ASKS_BACK.search(turns[-1]["text"]) and self.rng.random() < 0.7:
                turns += self.pair("fine", "fine.answer", self.facts(name))
        return turns[: 2 * MOST]

    def whole(self, name: str) -> Turns:
        """A short visit: hello, something about the valley, and thanks or goodbye."""
        facts = self.facts(name)
        turns = self.pair("hello", "hello.answer", facts)
        kind = self.rng.choice((*KINDS, "about", "story"))
        if kind == "story":
            turns += self.pair("story.q", "story", facts)
        else:
            turns += self.pair(f"q.{kind}", f"a.{kind}", facts)
        if self.rng.random() < 0.4 and kind not in ("about", "story"):
            other = self.rng.choice([one for one in KINDS if one != kind])
            turns += self.pair(f"follow.{other}", f"a.{other}", facts)
        end = self.rng.choice(("thanks", "bye"))
        return turns + self.pair(end, f"{end}.answer", facts)


KINDS = ("home", "likes", "friend", "fear", "wish", "noun", "hobby", "treasure", "trait")
STRANGE = ("stranger",) * 5 + ("elsewhere",) * 4 + ("r.unknown",) * 3 + ("unsaid",) * 3
STRANGE += ("offtopic",) * 3 + ("story.q",)
BOTH = ("system",)  # said in both parts: neither question nor answer
SMALL = (
    "how",
    "how",
    "me",
    "can",
    "valley",
    "joke",
    "weather",
    "sadness",
    "joy",
    "fright",
    "broke",
    "fight",
    "learn",
)
MIX = (
    ("fact",) * 7
    + ("several",) * 5
    + ("friends",) * 2
    + ("back",) * 8
    + ("check",) * 2
    + (
        "place",
        "place",
        "story",
        "story",
        "story",
        "story",
        "stranger",
        "stranger",
        "stranger",
        "stranger",
        "stranger",
        "small",
        "small",
        "small",
        "whole",
        "whole",
    )
)


class UnsayableError(Exception):
    """The part has no sentence of this rule: the conversation is given up."""


def _share(text: str) -> float:
    """A number between 0 and 1 that follows from the words of a text."""
    words = re.sub(r"\W+", " ", text).strip().lower()
    digest = hashlib.blake2b(words.encode(), digest_size=8, salt=b"valley")
    return int.from_bytes(digest.digest(), "big") / 2**64


def held_out(text: str) -> bool:
    """Whether a question, an answer or a stranger's name belongs to the held-out part."""
    return _share(text) < SHARE


def make_chats(
    rng: random.Random,
    world: ModuleType,
    grammar: ModuleType,
    describe: Callable,
    introduced: Callable,
) -> list[dict]:
    """The conversations, none of them twice; those held out come last, and say so."""
    talker = Talker(rng, world, grammar, describe, introduced)
    records: list[dict] = []
    known: set[str] = set()
    deck: list[str] = []
    while len(records) < LEARN + HELD_OUT:
        talker.held_out = len(records) >= LEARN
        if not deck:
            deck = list(talker.names)
            rng.shuffle(deck)
        try:
            turns = getattr(talker, rng.choice(MIX))(deck.pop())
            if len(turns) < 2 * MOST and rng.random() < 0.8:
                turns += talker.accepted(turns)
        except UnsayableError:
            continue
        if rng.random() < 0.15:
            prompt = talker.say("system", talker.rules)
            turns = [{"role": "system", "text": prompt}, *turns]
        text = "\n".join(re.sub(r"\W+", " ", turn["text"]).lower() for turn in turns)
        if text not in known:
            known.add(text)
            mark = {"part": "held-out"} if talker.held_out else {}
            records.append({"id": len(records), **mark, "conversation": turns})
    return records
