// The field somebody begins with; no key is lost between seeing and typing.
import { useLayoutEffect, useRef } from 'preact/hooks';

export function useFocus() {
	const element = useRef(null);

	useLayoutEffect(() => element.current?.focus(), []);
	return element;
}
