# What the lint scripts know of C: its files and its tokens.

use strict;
use warnings;

# All .c and .h files below the given folders, sorted.
sub c_files {
	my @files = split /\n/, `find @_ -name '*.[ch]'`;
	die "no C files below @_; run this from the root\n" unless @files;
	return sort @files;
}

sub file_text {
	my ($path) = @_;
	local $/;
	open my $in, '<', $path or die "$path: $!\n";
	return scalar <$in>;
}

# The tokens of a file as [kind, text, line], comments left out.  Kinds:
# include (text: <x.h> or "x.h"), string (text: as in the source, without
# the quotes, adjacent ones joined), char, word, number; a sign is its own
# kind, so that the string "{" is not taken for a brace.
sub c_tokens {
	my ($path) = @_;
	my $text = file_text($path);
	my ($line, @tokens) = (1);

	pos($text) = 0;
	while (pos($text) < length $text) {
		my ($kind, $value);
		if ($text =~ m{\G(?:(?:\s|\\\n)+|//[^\n]*|/\*.*?\*/)}gcs) {
			$line += $& =~ tr/\n//;
			next;
		}
		if ($text =~ /\G#[ \t]*include\s*([<"][^>"]*[>"])/gc) {
			($kind, $value) = ('include', $1);
		} elsif ($text =~ /\G"((?:[^"\\]|\\.)*)"/gc) {
			($kind, $value) = ('string', $1);
		} elsif ($text =~ /\G'(?:[^'\\]|\\.)*'/gc) {
			($kind, $value) = ('char', $&);
		} elsif ($text =~ /\G[A-Za-z_]\w*/gc) {
			($kind, $value) = ('word', $&);
		} elsif ($text =~ /\G\.?\d[\w.]*/gc) {
			($kind, $value) = ('number', $&);
		} else {
			$text =~ /\G(?:->|.)/gc;
			($kind, $value) = ($&, $&);
		}
		if ($kind eq 'string' && @tokens && $tokens[-1][0] eq 'string') {
			$tokens[-1][1] .= $value;
		} else {
			push @tokens, [$kind, $value, $line];
		}
	}
	return @tokens;
}

1;
