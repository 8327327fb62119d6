#!/bin/sh
# gallery.sh - check the page of `make serve` in a headless Chromium: its contents and its controls, on a machine with no
# network except loopback.
[ "${ALONE:-}" = 1 ] || exec env ALONE=1 bwrap --dev-bind / / --unshare-net sh "$0"
. tests/self/tap.sh
. tests/self/browser.sh
unset MAKEFLAGS MAKELEVEL MFLAGS
directory=$(mktemp -d) || exit 2
trap 'browser_end; end_server; rm -rf "$directory" "$log"' EXIT

# begin_server PORT IMAGES - run `make serve` in a new session, where Ctrl-C is not ignored as in a shell's background.
begin_server() {
    mkfifo "$directory/ready"
    env --default-signal=INT setsid make serve PORT="$1" OPTIONS="--images $2" >"$directory/ready" 2>"$directory/complaint" &
    served=$!
    read -r line <"$directory/ready"
    rm "$directory/ready"
    address=${line##* }
}

# Ctrl-C reaches the terminal's whole foreground group. Kill what has not ended after a while.
end_server() {
    [ -n "${served:-}" ] || return
    kill -INT "-$served" 2>/dev/null
    session_left=$(soon none_in_session "$served")
    kill -KILL "-$served" 2>/dev/null
    wait "$served" 2>/dev/null
    served=
}

# becomes EXPECTED JAVASCRIPT - the result must become EXPECTED soon: the page asks and draws several times a second.
becomes() {
    for attempt in $(seq 300); do
        seen=$(script "$2")
        [ "$seen" = "$1" ] && return
        sleep 0.05
    done
    echo "$2: not $1, but $seen"
    return 1
}

# shows TEXT SELECTOR
shows() {
    becomes true "return document.querySelector('$2').textContent.includes('$1')" ||
        { script "return document.querySelector('$2').textContent"; return 1; }
}

# The server's settings, not those that the page shows.
server_has() {
    curl -s "${address}panel/state" >"$directory/state"
    grep -qF -- "$1" "$directory/state" || { echo "not $1 in:"; cat "$directory/state"; return 1; }
}

no_complaint() {
    webdriver /se/log '{"type": "browser"}' | tee "$directory/console" | grep -qx '{"value":\[\]}' ||
        { cat "$directory/console"; return 1; }
}

# Run the lab, as `make run LAB=threads IMAGES=address` does.
download() {
    sh labs/kit/run.sh build/mock_server/mock_server "$address" build/solutions/threads/threads \
        --into "$directory/pics" --workers "$1"
}

# painted R G B [CONDITION] - whether the waterfall has more than a few pixels of this colour. CONDITION may be another one, on
# their number n and the longest bar. A bar thinner than two pixels has no unmixed pixel of its colour.
pixels="const c = document.getElementById('waterfall'); \
const copy = new OffscreenCanvas(c.width, c.height).getContext('2d', {willReadFrequently: true}); \
copy.drawImage(c, 0, 0); const d = copy.getImageData(0, 0, c.width, c.height).data; let n = 0, bar = 0, longest = 0; \
for (let i = 0; i < d.length; i += 4) { bar = Math.abs(d[i] - R ) < 48 && Math.abs(d[i + 1] - G ) < 48 && Math.abs(d[i + 2] - B ) < 48 ? bar + 1 : 0; n += bar > 0; \
longest = Math.max(longest, bar); } return CONDITION"
painted() {
    becomes true "$(echo "$pixels" | sed -e "s/ R / $1 /" -e "s/ G / $2 /" -e "s/ B / $3 /" -e "s/CONDITION/${4:-n > 200}/")"
}

# preset NAME - the selector of the preset's button.
preset() {
    echo "#presets button:nth-child($(script "return [...document.querySelectorAll('#presets button')].findIndex(b => b.textContent === '$1') + 1"))"
}

# The table of runs without names and times.
cells="[...document.querySelectorAll('#runs tr')].map(row => [...row.children].slice(2).map(cell => cell.textContent).join(' ')).join('; ')"

# The newest of the ledger's rows.
row="[...document.querySelector('#ledger tr').children].map(cell => cell.textContent).join(' ')"

begin_server 0 200
browser_begin "$directory" || exit 2
open_page about:blank
no_complaint >/dev/null # discards complaints about the browser's start page
open_page "$address"

check 'the page opens and finds its server' shows "serving at 127.0.0.1" '#alive'
check 'the page shows what is served' shows '200 pictures of 20480 bytes' '#stock'
check 'the page shows the command that runs a lab' shows "make run LAB=threads WORKERS=10 IMAGES=$address" '#command'
script "document.getElementById('pictures').scrollIntoView(); return 0" >/dev/null
visible="[...document.images].filter(i => { const r = i.getBoundingClientRect(); return r.top < innerHeight && r.bottom > 0; })"
check 'loads every visible picture' \
    becomes true "const v = $visible; return v.length > 20 && v.every(i => i.complete && i.naturalWidth > 0)"
check 'loads nothing from elsewhere' \
    becomes true "const e = performance.getEntriesByType('resource'); return e.length > 20 && e.every(r => r.name.startsWith(location.origin))"
check 'causes no browser errors' no_complaint
check "the page's requests do not count" server_has '"requests":0,"peak":0'
script 'scrollTo(0, 0); return 0' >/dev/null

# --- Controls
check 'presses a preset' press "$(preset 'Capacity 8')"
check 'confirms the preset' shows 'Capacity 8' '#said'
check "the server has the preset's settings" server_has '"latency":"20","connect-cost":0,"capacity":8,"bandwidth":0'
check "the form shows the preset's settings" becomes 8 "return Number(document.getElementById('capacity').value)"
check 'accepts a typed capacity' type_into '#capacity' 4
check 'does not apply the typed capacity yet' shows 'Not applied yet.' '#said'
check 'applies the settings with Apply' press '#apply'
check 'and applies' shows 'Applied.' '#said'
check 'the server has the capacity' server_has '"latency":"20","connect-cost":0,"capacity":4,"bandwidth":0'
check 'applies the settings with Enter' type_into '#connect-cost' '3\uE007'
check 'confirms the applied settings' shows 'Applied.' '#said'
check 'the server has the cost of a connection' server_has '"latency":"20","connect-cost":3,"capacity":4'
check 'a distribution is chosen' press '#kind option:nth-child(2)'
check 'its first number is typed' type_into '#first' 1
check 'its second number is typed' type_into '#second' '5\uE007'
check 'a distribution is applied' shows 'Applied.' '#said'
check 'the server has it, with both numbers' server_has '"latency":"uniform:1:5"'
check 'the controls cause no browser errors' no_complaint
type_into '#bandwidth' 'fast\uE007'
check 'refuses a bad value with the reason' shows 'bandwidth: ' '#said'
check 'shows the reason as an alert' becomes alert "return document.getElementById('said').getAttribute('role')"
check 'the server keeps its settings after a bad value' server_has '"connect-cost":3,"capacity":4,"bandwidth":0'
type_into '#fault-image' 3
press '#fault-kind option:nth-child(2)'
check 'sets a fault' press '#fault-set'
check 'shows the fault on its picture' becomes 'status 404' "return document.querySelector('#pictures :nth-child(3) span').textContent"
check 'the server has the fault' server_has '{"first":3,"last":3,"fault":"status 404"}'
press '#faults button'
check 'removes the fault' becomes '' "return document.querySelector('#faults').textContent"
check 'the server has no fault any more' server_has '"faults":[]'
no_complaint >/dev/null # discards complaints about the bad value

# --- Downloads
press "$(preset 'Capacity 8')"
type_into '#capacity' '4\uE007'
shows 'Applied.' '#said' || echo 'not ok - capacity 4'
check 'runs a lab on the server' download 10
check 'the waterfall shows waiting' painted 230 159 0
check 'the waterfall shows delays' painted 86 180 233
check 'a text sums up the waterfall' shows '200 requests in' '#readout'
check 'the table has the run' becomes '20 ms, capacity 4 200 200 0 10 10' "return $cells"
check 'the waterfall shows bodies' painted 0 114 178
check 'shows the last rows, newest first' becomes 12 "return document.querySelectorAll('#ledger tr').length"
check 'the rows have all columns of a request' \
    becomes true "return /^200 .image.[0-9]+.jpg 1 [0-9]+ [0-9]+ [0-9.]+ [0-9.]+ [0-9.]+ 20480 200\$/.test($row)"
press '#colour option:nth-child(2)'
check 'colours the waterfall by connection' painted 204 121 167 'n > 20'
press '#colour option:nth-child(1)'
send_keys '#waterfall' '\uE015\uE015'
check 'arrow keys read single requests' shows 'Request 2: /image/' '#readout'
check 'marks complete pictures' becomes 200 "return document.querySelectorAll('.tile[data-state=whole]').length"

press "$(preset 'Stalled image')"
shows 'Stalled image' '#said' || echo 'not ok - a stalled image'
sleep 1 # half a second without a request in flight ends a run
# Not with download(): the signal must reach run.sh, which ends its program, and not a shell around it.
sh labs/kit/run.sh build/mock_server/mock_server "$address" build/solutions/threads/threads \
    --into "$directory/pics" --workers 20 >"$directory/stalled" 2>&1 &
client=$!
check 'shows a running run with a stalled image' becomes '1 1 0 0 20 400' \
    "return ['in_flight', 'replying', 'waiting', 'delayed', 'peak', 'requests'].map(id => document.getElementById(id).textContent).join(' ')"
check 'the waterfall grows while no request ends' painted 0 114 178 'longest > 500'
check 'marks the stalled picture as in flight' becomes in-flight "return document.querySelector('#pictures :nth-child(7)').dataset.state"
check 'keeps the first run for comparison' becomes 2 "return document.querySelectorAll('#runs tr').length"
kill $client # run.sh then kills the program
wait $client
check 'shows the picture of a departed client as failed' becomes failed "return document.querySelector('#pictures :nth-child(7)').dataset.state"
check 'counts the failure in its run' becomes '20 ms, capacity 4 200 200 0 10 10; 20 ms, 1 fault 200 199 1 20 20' "return $cells"
check 'every control has a name' becomes '' "const c = [...document.querySelectorAll('input, select, button')]; \
return c.length < 200 ? 'few controls' : c.filter(e => !e.ariaLabel && !e.labels?.length && !e.textContent.trim() && \
!e.querySelector('img[alt]')).map(e => e.outerHTML).join()"
press '#runs tr:first-child [type=radio]'
check 'shows the first run again' becomes 200 "return document.querySelectorAll('.tile[data-state=whole]').length"
check 'resets the ledger' press '#reset'
check 'the reset ledger is empty' becomes '0 0' \
    "return document.getElementById('requests').textContent + ' ' + document.querySelectorAll('#runs tr').length"
check 'a reset keeps the settings' server_has '"latency":"20","connect-cost":0,"capacity":0,"bandwidth":0'
check 'the runs cause no browser errors' no_complaint

# --- For everybody
developer_tools Emulation.setEmulatedMedia '{"features": [{"name": "prefers-color-scheme", "value": "dark"},
    {"name": "prefers-reduced-motion", "value": "reduce"}]}' >/dev/null
check 'is dark if the user prefers it' becomes 'rgb(20, 20, 20)' "return getComputedStyle(document.documentElement).backgroundColor"
check 'has no motion if the user prefers it' becomes 0s "return getComputedStyle(document.querySelector('.tile')).transitionDuration"
developer_tools Emulation.setDeviceMetricsOverride '{"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": true}' >/dev/null
check 'fits the width of a telephone' becomes 360 "return document.documentElement.scrollWidth"

# --- The end
port=${address##*:}
port=${port%/}
check 'reports a port in use in one line' \
    says "^mock_server: port $port is in use: .*PORT=0" make serve PORT="$port"
end_server
check 'Ctrl-C ends the server, and nothing is left' test -z "$session_left"
check 'Ctrl-C ends the server silently' test "$(grep -cv '^make' "$directory/complaint")" = 0
check 'the page reports that the server does not answer' shows 'the server does not answer' '#alive'
begin_server "$port" 250
check 'the page finds a new server' shows 'serving at' '#alive'
open_page "$address"
check 'shows only some of many pictures at first' shows 'Show 50 more of 250' '#more'
check 'shows more on request' press '#more'
check 'shows all pictures in the end' becomes 250 "return document.querySelectorAll('.tile').length"
developer_tools Browser.grantPermissions '{"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}' >/dev/null
press '#copy'
check 'copies the command' becomes "make run LAB=threads WORKERS=10 IMAGES=$address" 'return navigator.clipboard.readText()'
check 'the server of make run has no panel' says '^404$' sh labs/kit/run.sh \
    build/mock_server/mock_server '' sh -c 'curl -s -o /dev/null -w "%{http_code}\n" "$2panel/state"' sh
finish
