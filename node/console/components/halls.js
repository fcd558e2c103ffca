// The halls of the county, and what each is called today.
import { useLoadedOnce } from '../here.js';

export function useHalls() {
	const { data } = useLoadedOnce('hall/list');

	return {
		halls: data ?? [],
		hallOf: (code) => data?.find((hall) => hall.code === code)?.name ?? code,
	};
}
