/**
 * What customers write about. `things` are noun phrases that fit "{thing} is …"; `good`, `bad` and `plain` are
 * clauses of their own about the area, so that sentences are not only subject plus adjective. `{n}` is a number.
 */
export interface Area {
  readonly things: readonly string[];
  readonly good: readonly string[];
  readonly bad: readonly string[];
  readonly plain: readonly string[];
}

export const areas: readonly Area[] = [
  {
    things: ["the billing page", "the invoice", "the billing", "the payment form", "the receipt email"],
    good: [
      "the refund arrived the same day",
      "every invoice matched what we had agreed",
      "changing the card took {n} seconds",
      "the yearly discount was applied without asking",
    ],
    bad: [
      "we were charged twice in one month",
      "the refund never showed up on our statement",
      "my card was declined {n} times for no reason",
      "the invoice lists seats we cancelled in spring",
      "tax was added to an order that is exempt",
    ],
    plain: [
      "the invoice goes to our finance team now",
      "we moved from monthly to yearly billing",
      "the payment is due in {n} days",
      "our purchase order number has changed",
    ],
  },
  {
    things: [
      "the login screen",
      "single sign-on",
      "the password reset",
      "two-factor setup",
      "the sign-up form",
    ],
    good: [
      "single sign-on worked on the first try",
      "I was back in my account within {n} minutes",
      "the new passkey option saves me so much time",
    ],
    bad: [
      "I have been locked out since this morning",
      "the reset link is expired every single time",
      "it logs me out in the middle of writing",
      "the verification code never reaches my phone",
    ],
    plain: [
      "I use the same login for two workspaces",
      "our domain is listed under another account name",
      "the recovery address belongs to a former colleague",
    ],
  },
  {
    things: ["the export", "the CSV download", "the backup", "the data export", "the archive tool"],
    good: [
      "the export finished before I had made tea",
      "all of our columns came out in the right order",
      "the nightly backup has never failed us",
    ],
    bad: [
      "the export stops at {n} percent and dies",
      "half of the rows are missing from the file",
      "accents come out as question marks",
      "the backup we needed turned out to be empty",
    ],
    plain: [
      "we export the table on the first of each month",
      "the file has about {n} columns",
      "the archive covers last year only",
    ],
  },
  {
    things: ["the search", "the filter panel", "the search bar", "the saved filter", "the results list"],
    good: [
      "search finds old tickets I had given up on",
      "filters remember exactly what I chose last time",
      "I can find any customer in two keystrokes",
    ],
    bad: [
      "search returns nothing unless I type the exact title",
      "the filters reset whenever I go back",
      "it shows results from a workspace I left",
    ],
    plain: [
      "I searched by order number",
      "the filter is set to open tickets",
      "there are two fields called status in the list",
    ],
  },
  {
    things: ["the mobile app", "the Android app", "the iPhone version", "the tablet layout", "offline mode"],
    good: [
      "the app works even down in the metro",
      "offline mode saved our trade fair",
      "the new layout is readable without glasses",
    ],
    bad: [
      "the app crashes as soon as I open a photo",
      "it drains the battery before lunch",
      "the update deleted my drafts",
      "the buttons are too small to hit with gloves",
    ],
    plain: [
      "I am on the version from last week",
      "the tablet is shared between two shifts",
      "we installed the app on {n} phones",
    ],
  },
  {
    things: [
      "the notification centre",
      "the weekly digest",
      "the alert",
      "the reminder email",
      "the push message",
    ],
    good: [
      "alerts arrive exactly when they should",
      "the digest tells me all I need on Monday",
      "the reminder saved us from missing a deadline",
    ],
    bad: [
      "I get {n} emails a day and cannot turn them off",
      "alerts come hours after the outage is over",
      "notifications wake me at three in the morning",
    ],
    plain: [
      "the digest is sent to the shared mailbox",
      "reminders are set to two days ahead",
      "I changed the alert from email to chat",
    ],
  },
  {
    things: [
      "the onboarding",
      "the setup guide",
      "the first tour",
      "the training session",
      "the import wizard",
    ],
    good: [
      "our new hires were productive on day one",
      "the trainer answered every odd question we had",
      "the guide took me by the hand without being childish",
    ],
    bad: [
      "the wizard forgot everything when I pressed back",
      "nobody showed up to the training we paid for",
      "the guide describes menus that no longer exist",
    ],
    plain: [
      "the training is booked for Thursday",
      "we are {n} people in the first group",
      "step four asks for a company size",
    ],
  },
  {
    things: ["the documentation", "the help centre", "the API reference", "the tutorial", "the changelog"],
    good: [
      "the examples ran as they are written",
      "I found the answer in the docs within {n} minutes",
      "the changelog is a pleasure to read",
    ],
    bad: [
      "the docs contradict themselves on the limits",
      "half of the links lead to a missing page",
      "the sample code does not even compile",
    ],
    plain: [
      "the page on webhooks mentions two versions",
      "I read the section on rate limits",
      "the tutorial uses a sample workspace",
    ],
  },
  {
    things: [
      "the support team",
      "the chat agent",
      "the hotline",
      "your colleague on the phone",
      "the account manager",
    ],
    good: [
      "Maria stayed on the line until it was fixed",
      "I got a real answer instead of a script",
      "somebody called back even before I asked",
      "the agent understood the problem at once",
    ],
    bad: [
      "I was passed between {n} people and then hung up on",
      "nobody has answered my ticket in {n} days",
      "the agent pasted the same useless reply again",
      "they closed my case without reading it",
    ],
    plain: [
      "the ticket was handed over to the second shift",
      "my contact there is on leave until Monday",
      "I spoke with someone from the Dublin office",
    ],
  },
  {
    things: ["the dashboard", "the monthly report", "the chart view", "the home screen", "the sales report"],
    good: [
      "the charts finally say what my boss wants to know",
      "the report writes itself now",
      "numbers update while we are still in the meeting",
    ],
    bad: [
      "the totals do not match the rows underneath",
      "the dashboard shows yesterday's numbers as today's",
      "the chart is unreadable with more than {n} teams",
    ],
    plain: [
      "the report covers the second quarter",
      "the dashboard has three tabs",
      "we show the chart on a screen in the hall",
    ],
  },
  {
    things: ["the API", "the webhook", "the integration", "the connector", "the sandbox"],
    good: [
      "the connector was running before the call ended",
      "error messages say exactly what to fix",
      "we replaced a week of glue code with one call",
    ],
    bad: [
      "the webhook fires twice or not at all",
      "the API answers with an error on valid input",
      "a breaking change went out with no warning",
      "the sandbox behaves nothing like production",
    ],
    plain: [
      "we call the API from a nightly job",
      "our key is stored in the vault",
      "the webhook points to the staging server",
    ],
  },
  {
    things: ["the delivery", "the parcel", "the courier", "the replacement unit", "the packaging"],
    good: [
      "the replacement came a day early",
      "everything was packed with care",
      "the courier even carried it upstairs",
    ],
    bad: [
      "the parcel was left in the rain",
      "the box arrived crushed and half empty",
      "tracking has said tomorrow for {n} weeks",
    ],
    plain: [
      "the parcel is at the front desk",
      "delivery is planned between nine and noon",
      "the order was split into two boxes",
    ],
  },
  {
    things: ["the sync", "the calendar sync", "the shared folder", "the upload", "version history"],
    good: [
      "my laptop and phone agree at last",
      "version history rescued a whole chapter",
      "large uploads go through without a hitch",
    ],
    bad: [
      "sync overwrote an afternoon of work",
      "the upload starts over whenever the train enters a tunnel",
      "duplicates of every event fill my calendar",
    ],
    plain: [
      "the folder is shared with the Lyon team",
      "sync runs every {n} minutes",
      "the files are about {n} gigabytes",
    ],
  },
  {
    things: ["the pricing", "the new plan", "the upgrade", "the contract", "the free trial"],
    good: [
      "the new plan costs us less and does more",
      "the trial gave us enough time to be sure",
      "the contract was short and in plain words",
    ],
    bad: [
      "the price went up by a third without a word",
      "we pay for features that nobody can switch on",
      "cancelling the trial needed {n} phone calls",
    ],
    plain: [
      "the contract runs until the end of March",
      "we are on the team plan with {n} seats",
      "the trial started last Wednesday",
    ],
  },
];
