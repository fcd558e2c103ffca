#!/bin/sh
# Several people share one machine of a village.
. tests/process/halls.sh.inc
. tests/process/console.sh.inc

found_county
stop "$county_pid"
open_console county $port
add_user county wangfang window
add_user county lihua window
node tests/browser/switching.mjs $site Nanhu-2026
