import { type Question, question } from './question.ts'
import { terms } from './sources.ts'

/** Vehicles and tags of other countries. */
export const FOREIGN_QUESTIONS: readonly Question[] = [
  question('utenlandsk-kjoretoy', [{ document: 'foreign' }, { document: 'payment' }], {
    nb: {
      asked: 'Må utenlandske biler betale?',
      answer: [
        'Ja, det samme som norske. Uten brikke blir kjennemerket fotografert, og fakturaen går til eieren i utlandet. Med en avtale og brikke får bilen de samme rabattene som en norsk bil.',
      ],
    },
    nn: {
      asked: 'Må utanlandske bilar betale?',
      answer: [
        'Ja, det same som norske. Har bilen ikkje brikke, blir kjennemerket fotografert, og fakturaen går til eigaren i utlandet. Med avtale og brikke får bilen dei same rabattane som ein norsk bil.',
      ],
    },
    en: {
      asked: 'Must foreign cars pay?',
      answer: [
        'Yes, the same as Norwegian ones. Without a tag the number plate is photographed, and the invoice goes to the owner abroad. With an agreement and a tag the car gets the same discounts as a Norwegian one.',
      ],
    },
  }),
  question('utenlandsk-brikke', [terms('1.3'), { document: 'easygo' }], {
    nb: {
      asked: 'Virker brikken min fra et annet land her?',
      answer: [
        'Ja, når den er med i EasyGo-samarbeidet. Du får samme brikkerabatt, og fakturaen kommer fra selskapet som ga deg brikken.',
      ],
    },
    nn: {
      asked: 'Verkar brikka mi frå eit anna land her?',
      answer: [
        'Ja, når ho er med i EasyGo-samarbeidet. Du får same brikkerabatt, og fakturaen kjem frå selskapet som gav deg brikka.',
      ],
    },
    en: {
      asked: 'Does my tag from another country work here?',
      answer: [
        'Yes, when it is part of the EasyGo cooperation. You get the same tag discount, and the invoice comes from the company that gave you the tag.',
      ],
    },
  }),
  question('ukjent-utslipp', [{ document: 'foreign' }, { document: 'easygo' }], {
    nb: {
      asked: 'Hva betaler en utenlandsk bil når utslippet er ukjent?',
      answer: [
        'Den høyeste taksten i sin takstgruppe, der takstene avhenger av utslipp. Dokumenter utslippet overfor selskapet, så blir bilen registrert med riktige opplysninger.',
      ],
    },
    nn: {
      asked: 'Kva betaler ein utanlandsk bil når utsleppet er ukjent?',
      answer: [
        'Den høgaste taksten i si takstgruppe, der takstane er avhengige av utslepp. Dokumenter utsleppet for selskapet, så blir bilen registrert med rette opplysningar.',
      ],
    },
    en: {
      asked: 'What does a foreign car pay when its emissions are unknown?',
      answer: [
        'The highest tariff of its class, where tariffs depend on emissions. Document the emissions to the company, and the car is registered as it should be.',
      ],
    },
  }),
  question('utenlandsk-bobil', [{ document: 'issuers' }], {
    nb: {
      asked: 'Jeg har en tung utenlandsk bobil. Kan den få samme takst som en personbil?',
      answer: [
        'Ja, når den er i kategori M1 og har brikke og gyldig avtale. For norske biler hentes kategorien fra kjøretøyregisteret. For utenlandske må du dokumentere den overfor selskapet.',
      ],
    },
    nn: {
      asked: 'Eg har ein tung utanlandsk bubil. Kan han få same takst som ein personbil?',
      answer: [
        'Ja, når han er i kategori M1 og har brikke og gyldig avtale. For norske bilar blir kategorien henta i køyretøyregisteret. For utanlandske må du dokumentere han for selskapet.',
      ],
    },
    en: {
      asked: 'I have a heavy foreign motorhome. Can it pay as a passenger car?',
      answer: [
        'Yes, when it is of category M1 and has a tag and a valid agreement. For Norwegian vehicles the category comes from the vehicle register. For foreign ones you must document it to the company.',
      ],
    },
  }),
]
