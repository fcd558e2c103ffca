// What has to be kept before whoever is signed in leaves.
const keepers = new Set();

// Call keep() then, and wait for it; returns how to say that it need not be.
export function onLeave(keep) {
	keepers.add(keep);
	return () => keepers.delete(keep);
}

export const leave = () => Promise.all([...keepers].map((keep) => keep()));
