/** Words and clauses that fit any area, by what they say about it. */

/** Existing product names: honest rows of every label speak of them. */
export const products = [
  "Tidewater",
  "Quillpad",
  "Harbor Desk",
  "Project Lantern",
  "Fieldnote",
  "Orchard Pro",
  "Project Basalt",
];

/** How the sentence names its product: `{thing}` and `{product}` are filled in. */
export const attachments = [
  "{thing} for {product}",
  "{thing} in {product}",
  "{thing} of {product}",
  "{product}'s {bare}",
  "{thing} that comes with {product}",
];

export const openings = [
  "Just so you know,",
  "Quick note:",
  "To be honest,",
  "After three months with it,",
  "As a small charity,",
  "Hi team,",
  "Hello,",
  "For the record,",
  "Following up on my last message:",
  "We run a bakery and",
  "I teach two classes a week and",
  "Speaking for our warehouse crew,",
  "Since the update on Friday",
  "This week",
  "Long-time customer here,",
  "First time writing to you:",
  "From the nursing home in Ghent:",
  "Our accountant says",
  "Between us,",
  "On the train just now",
  "Second attempt at this form:",
  "Writing from my phone,",
];

export const predicates = {
  good: [
    "is a joy to use",
    "works like a charm",
    "is faster than anything we tried before",
    "does exactly what it promises",
    "is excellent",
    "has become indispensable for us",
    "looks great and feels quick",
    "impressed even our most sceptical colleague",
    "is so much better than last year",
    "is wonderfully simple",
    "exceeded what I had hoped for",
    "is rock solid",
    "made my week",
    "is worth every cent",
    "is clear, friendly and quick",
    "runs smoothly on our oldest machine",
  ],
  bad: [
    "is a complete disaster",
    "is painfully slow",
    "is broken again",
    "has been useless since the update",
    "is a constant source of frustration",
    "fails more often than it works",
    "is the worst part of my day",
    "is confusing and badly explained",
    "keeps freezing on us",
    "is an expensive joke",
    "let us down when it mattered",
    "is full of errors",
    "has cost us two customers",
    "makes no sense to anyone here",
    "is unreliable at best",
    "is getting worse with every release",
  ],
  plain: [
    "is used by two of our offices",
    "was moved to another menu",
    "is set to the default",
    "is the same on both accounts",
    "is in German on my machine",
    "has a new icon",
    "is handled by a colleague",
    "opens in a separate window",
    "is on the older version",
    "was set up by our IT partner",
    "is switched off at night",
    "is what we use on weekdays",
  ],
} as const;

export const closers = {
  good: [
    "Thank you so much!",
    "Keep it up.",
    "Couldn't be happier.",
    "Highly recommended.",
    "We already told our neighbours.",
    "Five stars from me.",
    "Well done.",
    "This made our lives easier.",
    "I really appreciate it.",
    "Love it.",
  ],
  bad: [
    "I want my money back.",
    "Please fix this.",
    "We are looking at alternatives.",
    "Never again.",
    "This is unacceptable.",
    "I am out of patience.",
    "What a waste of time.",
    "Very disappointed.",
    "I expected far more.",
    "This has to stop.",
  ],
  plain: [
    "Just for your information.",
    "No action needed.",
    "Please confirm when you can.",
    "Could you check?",
    "Is that correct?",
    "Let me know if you need the number.",
    "Attached is a screenshot.",
    "Who should I talk to about that?",
    "We can talk on Tuesday.",
    "How do I change it?",
  ],
} as const;

export const questions = [
  "Where do I find {thing}?",
  "Can {thing} be moved to another account?",
  "Is {thing} available in Portuguese?",
  "How long is {thing} kept?",
  "Which permissions does {thing} need?",
  "Does {thing} include the second office?",
  "When will {thing} be updated next?",
  "Could you send me the details of {thing}?",
];

export const emphasis = ["really ", "honestly ", "once again ", "still ", "by now ", "clearly "];
export const contrasts = [", but ", ", although ", "; on the other hand ", ", yet ", ", even if "];
export const joins = [" and ", ", and ", "; also, ", ". Besides, ", " - ", ". And "];
export const times = [
  "today",
  "since Monday",
  "this month",
  "for weeks",
  "all week",
  "lately",
  "in both offices",
  "for me",
  "at our site",
];

export const numbers = [
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "nine",
  "eleven",
  "15",
  "20",
  "30",
  "45",
];

export const speakers = [
  "our night shift",
  "my manager",
  "the whole office",
  "my co-founder",
  "our intern",
  "the finance team",
  "my father",
  "everyone at reception",
  "our biggest customer",
  "the school board",
  "our Madrid branch",
  "my tax adviser",
  "the volunteer desk",
  "half of my class",
  "our designer",
  "the new colleague",
  "our lawyer",
  "the workshop",
  "my sister",
  "the council",
];
export const sayings = ["says that", "thinks", "tells me that", "wrote that", "noticed that", "agrees that"];
