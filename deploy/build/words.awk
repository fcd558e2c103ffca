# Turn words.zh.txt (an English line, a Chinese line, a blank line) into the
# sorted table of schema/base/words_table.h.  Texts stand as in C source, so
# they may hold \n and \".

function fail(why) {
	printf "%s:%d: %s\n", FILENAME, FNR, why >"/dev/stderr"
	failed = 1
	exit 1
}

/^#/ { next }

/^$/ {
	if (en != "")
		fail("an English text without its Chinese")
	next
}

en == "" {
	en = $0
	next
}

{
	if (en in zh)
		fail("twice: " en)
	zh[en] = $0
	keys[++n] = en
	en = ""
}

# The text as the compiler will see it.
function plain(s) {
	gsub(/\\n/, "\n", s)
	gsub(/\\"/, "\"", s)
	return s
}

# Insertion into place: the table is sorted by bytes for bsearch.
function sort_keys(i, j, k) {
	for (i = 2; i <= n; i++) {
		k = keys[i]
		for (j = i - 1; j > 0 && plain(keys[j]) > plain(k); j--)
			keys[j + 1] = keys[j]
		keys[j + 1] = k
	}
}

END {
	if (failed)
		exit 1
	sort_keys()
	print "#include \"schema/base/words_table.h\"\n"
	print "const struct words_entry words_table[] = {"
	for (i = 1; i <= n; i++)
		printf "\t{\"%s\",\n\t    \"%s\"},\n", keys[i], zh[keys[i]]
	print "\t{\"\\377\", \"\"},\n};\n"
	printf "const size_t words_table_count = %d;\n", n
}
