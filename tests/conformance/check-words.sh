#!/bin/sh
# Numbers in words against an independent implementation.
. "$(dirname "$0")/common.sh"

log=$CONFORMANCE_DIR/words.log
timeout 600 sh "$here/words.sh" >"$log" 2>&1
take "$log" $? "words"
finish
