// The field somebody begins with.
import { useEffect, useRef } from 'preact/hooks';

export function useFocus() {
	const element = useRef(null);

	useEffect(() => element.current?.focus(), []);
	return element;
}
