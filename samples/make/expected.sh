#!/bin/bash
# Writes expected.json: what tshark finds in each capture of samples/, for the tests to compare with. Copies of a
# message (both sides of a proxy) and retransmissions count each; `rtp` counts what SDP announced, events included, and
# what looks like RTP. Those of a folder below are named with it.
# Needs tshark and jq.
#
#   samples/make/expected.sh                             # of all
#   samples/make/expected.sh busy.pcap findings/loop.pcap   # of these anew, the others as they stand there
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# look CAPTURE: in `fields`, the fields below of each packet. Heuristics find RTP that no SDP announced; tshark shows nothing
# of fragments that stay without the others unless it is told so.
look() {
  local whole=TRUE
  [[ $1 != *-fragments.* ]] || whole=FALSE
  fields=$(tshark -r "$1" -o ip.defragment:$whole --enable-heuristic rtp_udp -T fields -E occurrence=a -e frame.protocols \
    -e sip.Call-ID -e sip.Method -e sip.Status-Code 2>/dev/null)
}
# each COLUMN: all values of it; a segment or packet may hold several messages.
each() { cut -f "$1" <<<"$fields" | tr ',' '\n' | grep . || true; }
# tally COLUMN: {"INVITE":3,...} over all messages.
tally() {
  each "$1" | sort | uniq -c | awk 'BEGIN { printf "{" } { printf "%s\"%s\": %d", n++ ? ", " : " ", $2, $1 } END { print (n ? " }" : "}") }'
}
count() { cut -f 1 <<<"$fields" | grep -cE "$1" || true; }

shopt -s nullglob
captures=(*.pcap *.pcapng {findings,clean}/*.pcap {findings,clean}/*.pcapng)
[ $# -gt 0 ] || set -- "${captures[@]}"
counted=$({
  echo '{'
  separator=''
  for capture in "$@"; do
    look "$capture"
    printf '%s  "%s": {\n    "bytes": %d,\n    "packets": %d,\n    "callIds": %d,\n    "methods": %s,\n    "statuses": %s,\n    "rtp": %d,\n    "rtcp": %d\n  }' \
      "$separator" "$capture" "$(stat -c %s "$capture")" "$(count .)" "$(each 2 | sort -u | wc -l)" "$(tally 3)" "$(tally 4)" \
      "$(count ':rtp(:|$)')" "$(count ':s?rtcp(:|$)')"
    separator=$',\n'
  done
  printf '\n}\n'
})
jq --argjson counted "$counted" '(. + $counted) as $all
  | [$ARGS.positional[] | {key: ., value: $all[.]}] | from_entries' expected.json --args "${captures[@]}" >expected.new
mv expected.new expected.json

# The same figures, but those of the folders, as a table between two marker lines of README.md, its columns aligned.
table() {
  {
    echo '| file | bytes | packets | Call-IDs | messages | RTP | RTCP |'
    jq -r 'to_entries[] | select(.key | contains("/") | not) | [.key, .value.bytes, .value.packets, .value.callIds,
      ([.value.methods[], .value.statuses[]] | add // 0), .value.rtp, .value.rtcp]
      | "| `\(.[0])` | \(.[1:] | map(tostring) | join(" | ")) |"' expected.json
  } | awk -F ' *[|] *' '
    { for (i = 2; i < NF; i++) { cell[NR, i] = $i; if (length($i) > width[i]) width[i] = length($i) } columns = NF }
    function dashes(n, text) { while (length(text) < n) text = text "-"; return text }
    END {
      for (row = 1; row <= NR; row++) {
        line = "|"
        for (i = 2; i < columns; i++) line = line sprintf(i == 2 ? " %-*s |" : " %*s |", width[i], cell[row, i])
        print line
        if (row > 1) continue
        line = "| " dashes(width[2]) " |"
        for (i = 3; i < columns; i++) line = line " " dashes(width[i] - 1) ": |"
        print line
      }
    }'
}
awk -v table="$(table)" '
  /^<!-- \/figures/ { skip = 0 }
  !skip
  /^<!-- figures/ { print table; skip = 1 }' README.md >README.new
mv README.new README.md
(cd .. && npx --no-install biome format --write samples/expected.json) >/dev/null 2>&1 || true
