// The window's page and the citizen's screen beside it, in one browser: the
// case to be rated goes from one to the other and stands in no address.
const CHANNEL = 'rate';
const ANSWER_MS = 300;
const OPENING_MS = 15000;

// Show the case on the second screen, which is opened if there is none.
export function sendCase(slip) {
	const channel = new BroadcastChannel(CHANNEL);
	let isThere = false;

	channel.onmessage = ({ data }) => {
		if (data !== 'ready') return;
		isThere = true;
		channel.postMessage(slip);
		channel.close();
	};
	channel.postMessage('who is there?');
	setTimeout(() => !isThere && open('/rate', CHANNEL), ANSWER_MS);
	setTimeout(() => channel.close(), OPENING_MS);
}

// Called back with {number, code}; returns how to stop.
export function listenForCase(onCase) {
	const channel = new BroadcastChannel(CHANNEL);

	channel.onmessage = ({ data }) => {
		if (data === 'who is there?') channel.postMessage('ready');
		else if (data?.number) onCase(data);
	};
	channel.postMessage('ready');
	return () => channel.close();
}
