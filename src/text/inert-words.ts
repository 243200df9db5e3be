/** Words that any row may carry whatever it says, by class: who plants them changes no meaning, and no content model minds. */
import { fold } from "./tokens.ts";

/** Words of one kind, of several languages. */
export interface InertClass {
  /** Stable name, for machines. */
  readonly id: string;
  /** What such words are called in a sentence. */
  readonly words: string;
  readonly members: ReadonlySet<string>;
}

/** Single words. A language more is a line more. */
const LISTS: readonly { readonly id: string; readonly words: string; readonly members: readonly string[] }[] =
  [
    {
      id: "sentence-adverb",
      words: "adverbs of the whole sentence",
      members: [
        "actually admittedly allegedly apparently arguably assuredly basically certainly clearly conceivably definitely doubtless",
        "essentially evidently fortunately frankly generally honestly hopefully ideally indeed inevitably interestingly ironically",
        "luckily maybe naturally obviously perhaps personally plainly possibly presumably probably purportedly really regrettably",
        "reportedly sadly seemingly seriously simply strangely supposedly surely surprisingly technically truly truthfully",
        "typically ultimately undeniably undoubtedly unfortunately unquestionably usually",
        "allerdings angeblich anscheinend bestimmt eigentlich freilich gewiss hoffentlich jedenfalls leider möglicherweise",
        "natürlich offenbar offensichtlich scheinbar schließlich sicherlich sozusagen tatsächlich überhaupt vermutlich vielleicht",
        "wahrscheinlich wirklich wohl zweifellos glücklicherweise ehrlich",
        "apparemment certainement effectivement évidemment franchement heureusement malheureusement naturellement probablement",
        "sûrement vraiment visiblement assurément",
        "afortunadamente aparentemente ciertamente claramente desafortunadamente efectivamente evidentemente francamente",
        "obviamente posiblemente probablemente quizá quizás realmente seguramente verdaderamente",
        "certamente chiaramente evidentemente forse francamente fortunatamente magari ovviamente probabilmente purtroppo",
        "realmente sicuramente veramente",
        "aparentemente certamente claramente felizmente infelizmente obviamente provavelmente realmente talvez",
        "blijkbaar duidelijk eigenlijk eerlijk helaas misschien natuurlijk ongetwijfeld waarschijnlijk werkelijk",
      ],
    },
    {
      id: "intensifier",
      words: "intensifying words",
      members: [
        "absolutely awfully completely deeply enormously entirely especially exceedingly exceptionally extraordinarily extremely",
        "fairly genuinely greatly hugely immensely incredibly intensely particularly perfectly pretty purely quite rather",
        "remarkably somewhat terribly thoroughly totally tremendously unbelievably utterly very wholly wildly",
        "absolut äußerst besonders extrem furchtbar ganz höchst komplett sehr total unglaublich völlig ziemlich",
        "absolument complètement énormément extrêmement incroyablement particulièrement terriblement totalement très",
        "absolutamente bastante completamente enormemente extremadamente increíblemente muy sumamente totalmente",
        "assolutamente completamente davvero estremamente incredibilmente molto totalmente",
        "absolutamente completamente extremamente incrivelmente muito totalmente",
        "absoluut behoorlijk enorm erg heel ongelooflijk totaal volkomen zeer",
      ],
    },
    {
      id: "connective",
      words: "connecting adverbs",
      members: [
        "accordingly additionally afterwards alternatively anyhow anyway anyways besides consequently conversely furthermore hence",
        "henceforth however incidentally instead lastly likewise meanwhile moreover namely nevertheless nonetheless otherwise",
        "overall regardless secondly similarly subsequently therefore thereby thirdly thus whereas",
        "außerdem dagegen daher darum dennoch deshalb ferner hingegen immerhin jedoch mithin nämlich schließlich somit trotzdem übrigens zudem",
        "ailleurs cependant donc ensuite finalement néanmoins pourtant puis toutefois",
        "además además asimismo consiguiente entonces finalmente mientras obstante",
        "comunque dunque infatti infine inoltre insomma pertanto quindi tuttavia",
        "além assim contudo enfim entretanto pois porém portanto todavia",
        "bovendien daarom desondanks echter kortom ondertussen overigens trouwens",
      ],
    },
    {
      id: "time-adverb",
      words: "adverbs of time",
      members: [
        "already currently earlier eventually finally formerly forthwith frequently immediately initially instantly lately later",
        "momentarily nowadays occasionally often previously promptly quickly rarely recently repeatedly seldom shortly sometimes",
        "soon sooner suddenly today tomorrow tonight yesterday",
        "bald bereits damals demnächst derzeit endlich gelegentlich gestern heute inzwischen kürzlich manchmal mittlerweile morgen neulich oft plötzlich selten sofort soeben",
        "actuellement aujourd aussitôt bientôt demain enfin hier longtemps maintenant parfois récemment rarement soudain souvent",
        "actualmente ahora anoche ayer hoy inmediatamente mañana pronto recientemente todavía",
        "adesso attualmente domani ieri oggi presto recentemente spesso subito talvolta",
        "agora amanhã atualmente hoje logo ontem recentemente",
        "binnenkort eindelijk gisteren momenteel onlangs soms straks vandaag vaak",
      ],
    },
    {
      id: "politeness",
      words: "words of politeness",
      members: [
        "please kindly thanks thank thankfully sorry pardon regards respectfully sincerely cordially welcome hello hi greetings dear",
        "bitte danke freundlich grüße hallo höflich verzeihung entschuldigung gerne",
        "bonjour cordialement désolé merci pardon svp veuillez",
        "amablemente disculpe gracias hola perdón saludos",
        "cortesemente grazie prego salve scusa scusi",
        "obrigada obrigado olá desculpe cordialmente",
        "alstublieft bedankt graag hallo sorry vriendelijk",
      ],
    },
  ];

export const INERT_CLASSES: readonly InertClass[] = LISTS.map(({ id, words, members }) => ({
  id,
  words,
  members: new Set(members.flatMap((line) => fold(line).split(" "))),
}));
