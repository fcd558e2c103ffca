// A machine that many share locks itself when nobody has pressed a key or
// touched anything for a while.
import { useEffect, useRef } from 'preact/hooks';

const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel'];

export function useIdle(seconds, onIdle) {
	const current = useRef(onIdle);

	current.current = onIdle;
	useEffect(() => {
		if (!seconds) return undefined;
		let timer;
		const again = () => {
			clearTimeout(timer);
			timer = setTimeout(() => current.current(), seconds * 1000);
		};

		again();
		SIGNS.forEach((sign) => addEventListener(sign, again, { passive: true }));
		return () => {
			clearTimeout(timer);
			SIGNS.forEach((sign) => removeEventListener(sign, again));
		};
	}, [seconds]);
}
