# Turn schema/sql/NNNN_what.sql into the table of schema/store/migrate.h.

function quote(s) {
	gsub(/\\/, "\\\\", s)
	gsub(/"/, "\\\"", s)
	return s
}

BEGIN {
	print "#include \"schema/store/migrate.h\"\n"
	print "const struct migration migrations[] = {"
}

FNR == 1 {
	if (n++)
		print "\t},"
	name = FILENAME
	sub(/^.*\//, "", name)
	printf "\t{%d, \"%s\",\n", name + 0, name
}

{ printf "\t    \"%s\\n\"\n", quote($0) }

END {
	print "\t},\n};\n"
	printf "const size_t migration_count = %d;\n", n
}
