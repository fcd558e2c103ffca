#!/bin/sh
# A line that cuts, delays, says things twice and changes bytes, by a schedule
# that a number decides: two real programs come to the same over it, nothing
# is lost or done twice, and each attempt leaves its record.
. tests/process/halls.sh.inc

three_halls
at county power grant grantee=330421111000 items=330421-YB-001 \
    mode=entrusted basis=善政发〔2026〕1号 >/dev/null
at village sync >/dev/null

# To one of the first parts in each direction something happens.
bad=$((port + 3))
mkfifo "$halls/ready"
perl -MIO::Socket::INET -MIO::Select -e '
	my ($at, $to, $seed) = @ARGV;
	srand $seed;
	my $l = IO::Socket::INET->new(LocalAddr => "127.0.0.1:$at",
	    Listen => 16, ReuseAddr => 1) or die;
	print "ready\n";
	close STDOUT;
	my @faults = qw(cut twice changed delay);
	my $n = 0;
	while (my $c = $l->accept) {
		my $s = IO::Socket::INET->new("127.0.0.1:$to") or next;
		my $fault = $faults[$n++ % @faults];
		my %fails_at = ($c => int rand 3, $s => int rand 3);
		my %part = ($c => 0, $s => 0);
		my $both = IO::Select->new($c, $s);
		PASS: while (my @r = $both->can_read) {
			for my $from (@r) {
				my $other = $from == $c ? $s : $c;
				last PASS unless sysread $from, my $b, 1 + int rand 2000;
				if ($part{$from}++ == $fails_at{$from}) {
					last PASS if $fault eq "cut";
					select undef, undef, undef, 0.2 if $fault eq "delay";
					$b .= $b if $fault eq "twice";
					substr $b, rand length $b, 1, "x" if $fault eq "changed";
				}
				syswrite $other, $b or last PASS;
			}
		}
		$c->close;
		$s->close;
	}' $bad $((port + 1)) 4 >"$halls/ready" &
pids="$pids $!"
read -r _ <"$halls/ready"
call_through village $bad

sessions() {
	at village --json sessions | grep -o '"peer":"330421111000"' | wc -l
}
before=$(sessions)
came=0 failed=0 numbers=
while [ $((came + failed)) -lt 10 ] || [ $failed -lt 3 ] || [ $came -lt 3 ]; do
	[ $((came + failed)) -lt 40 ] ||
	    fail "$came lines came to an end and $failed did not"
	numbers="$numbers $(member "$(receive village)" number)"
	if at village sync --seconds 3 >/dev/null 2>&1; then
		came=$((came + 1))
	else
		failed=$((failed + 1))
	fi
done
until at village sync >/dev/null 2>&1; do :; done

[ "$(at town dump ledger/330421111205)" = \
    "$(at village dump ledger/330421111205)" ] || fail "the ledgers differ"
for number in $numbers; do
	at town case show "$number" >/dev/null || fail "$number was lost"
done
[ "$(at town --json case list most=100 | grep -o '"number":"' | wc -l)" -eq \
    $((came + failed)) ] || fail "not $((came + failed)) cases"
for hall in village town; do
	at $hall status --json | grep -q '"quarantined":0' ||
	    fail "changed bytes got as far as the log: $(at $hall status --json)"
	at $hall verify >/dev/null
done
[ "$(sessions)" -ge $((before + came)) ] ||
    fail "$came lines, and $(sessions) records where there were $before"
