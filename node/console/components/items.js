// What the items of the catalogue are called, by their code.
import { useLoaded } from '../here.js';

export function useItems() {
	const { data } = useLoaded('item/list');
	const names = new Map((data ?? []).map((item) => [item.code, item.name]));

	return { items: data ?? [], nameOf: (code) => names.get(code) ?? code };
}
