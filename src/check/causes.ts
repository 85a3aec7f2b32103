/** Why a case failed. Findings are grouped by it, so each names one mistake that somebody can mend. */
export interface Cause {
  readonly title: string
  readonly hint: string
}

/** The causes, from the bottom of a case to its top: of several the first that is found counts. */
export const CAUSE_IDS = [
  'crashed', 'no-answer', 'not-found', 'server-error', 'rejected', 'accepted-invalid', 'nothing-sent-on', 'cached', 'unconverted',
  'part-unconverted', 'picture-missing', 'picture-order', 'picture-bytes', 'picture-invented', 'picture-as-text', 'data-url-doubled',
  'data-url-broken', 'media-type', 'detail-lost', 'detail-invented', 'text-missing', 'text-changed', 'text-invented', 'part-order', 'role',
  'upstream-invalid', 'fault-hidden', 'fault-status', 'envelope', 'stack-trace', 'response-contract', 'stream-contract', 'answer-changed',
  'picture-unread',
] as const
export type CauseId = (typeof CAUSE_IDS)[number]

export const CAUSES: Readonly<Record<CauseId, Cause>> = {
  'crashed': { title: 'the gateway went down', hint: 'Look into its log: something was thrown that nobody caught.' },
  'no-answer': { title: 'no answer came', hint: 'The connection was closed, or the time ran out. An error must be answered.' },
  'not-found': { title: 'the route is not there', hint: 'Check path and method; if they are right, the release lost a route.' },
  'server-error': { title: 'a 5xx answered what is no fault of the server', hint: 'A fault of the client is a 4xx; what is right is to be answered.' },
  'rejected': { title: 'a valid request was turned down', hint: 'The request keeps all that the formats document.' },
  'accepted-invalid': { title: 'an invalid request was answered as if it were right', hint: 'Turn it down with a 4xx: what is sent on is not what the client meant.' },
  'nothing-sent-on': { title: 'the answer came without the provider being asked', hint: 'Check the address of the provider in the gateway\'s configuration.' },
  'cached': { title: 'the answer came from a cache', hint: 'Nothing can be said of it. Switch the cache off, or give another --seed.' },
  'unconverted': { title: 'the body was sent on in the format of the client', hint: 'Convert it into the format of the provider.' },
  'part-unconverted': { title: 'a part was sent on in the format of the client', hint: 'Convert parts inside of tool results as well.' },
  'picture-missing': { title: 'a picture did not arrive', hint: 'The model answers without having seen it, and nobody is told.' },
  'picture-order': { title: 'the pictures arrived in another order', hint: 'Keep the order of content parts.' },
  'picture-bytes': { title: 'a picture arrived with other bytes', hint: 'Pass base64 on as it is, or say that pictures are encoded anew.' },
  'picture-invented': { title: 'a picture arrived that nobody sent', hint: 'Look for state that is shared between requests.' },
  'picture-as-text': { title: 'a picture arrived as text', hint: 'Base64 in a text is read as thousands of tokens of nonsense.' },
  'data-url-doubled': { title: 'the prefix of the data URL arrived twice', hint: 'Split the data URL before you write another one.' },
  'data-url-broken': { title: 'base64 arrived where a URL belongs, or a data URL where base64 does', hint: 'A data URL is for image_url, bare base64 for source.data.' },
  'media-type': { title: 'a picture arrived under another media type', hint: 'Pass the declared type on, or the one that the bytes have.' },
  'detail-lost': { title: 'detail did not arrive', hint: 'Pass it on where the provider takes it.' },
  'detail-invented': { title: 'detail arrived that nobody sent', hint: 'Leave it out where the client says nothing.' },
  'text-missing': { title: 'a text did not arrive', hint: 'Keep all text parts.' },
  'text-changed': { title: 'a text arrived with other words', hint: 'Pass texts on as they are.' },
  'text-invented': { title: 'a text arrived that nobody sent', hint: 'Say so in the documentation, or leave it out.' },
  'part-order': { title: 'texts and pictures arrived in another order', hint: 'Keep the order of content parts and of turns: "the first picture" is another one now.' },
  'role': { title: 'a part arrived under another role', hint: 'Keep who said what.' },
  'upstream-invalid': { title: 'the converted body breaks the rules of the provider', hint: 'A strict provider turns it down.' },
  'fault-hidden': { title: 'a fault of the provider was passed off as an answer', hint: 'Pass errors on, in the middle of a stream too.' },
  'fault-status': { title: 'an error of the provider arrived under another status', hint: 'Clients decide by the status whether to try again.' },
  'envelope': { title: 'an error came in the wrong shape', hint: 'Answer errors in the envelope of the format that the client speaks: its SDK reads no other.' },
  'stack-trace': { title: 'an error shows the inside of the gateway', hint: 'Keep traces and file names in the log.' },
  'response-contract': { title: 'an answer breaks its format', hint: 'SDKs and typed clients fail on it.' },
  'stream-contract': { title: 'a stream breaks its format', hint: 'SDKs and typed clients fail on it.' },
  'answer-changed': { title: 'the answer of the provider arrived with other words', hint: 'Pass the text of the answer on as it is.' },
  'picture-unread': { title: 'the answer does not name what is on the pictures', hint: 'The pictures did not reach the model, or it cannot read: then say so with reads: false.' },
}

/** One thing that is wrong in one case. */
export interface CheckFinding {
  readonly cause: CauseId
  /** What of it, where one cause has several kinds: a rule and a place, a status. Findings with another one are another mistake. */
  readonly about?: string
  /** What was seen, with both values. */
  readonly message: string
}
