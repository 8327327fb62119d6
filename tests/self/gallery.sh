#!/bin/sh
# gallery.sh - the page of `make serve` in a headless Chromium: what it shows, and that its controls work. All of it where
# there is no network but loopback.
[ "${ALONE:-}" = 1 ] || exec env ALONE=1 bwrap --dev-bind / / --unshare-net sh "$0"
. tests/self/tap.sh
. tests/self/browser.sh
unset MAKEFLAGS MAKELEVEL MFLAGS
directory=$(mktemp -d) || exit 2
trap 'browser_end; end_server; rm -rf "$directory" "$log"' EXIT

# begin_server PORT IMAGES - `make serve`, in a session of its own, where Ctrl-C is not ignored as in a shell's background.
begin_server() {
    mkfifo "$directory/ready"
    env --default-signal=INT setsid make serve PORT="$1" OPTIONS="--images $2" >"$directory/ready" 2>"$directory/complaint" &
    served=$!
    read -r line <"$directory/ready"
    rm "$directory/ready"
    address=${line##* }
}

# Ctrl-C reaches all of the terminal's foreground. What has not heeded it after a while is killed.
end_server() {
    [ -n "${served:-}" ] || return
    kill -INT "-$served" 2>/dev/null
    session_left=$(soon none_in_session "$served")
    kill -KILL "-$served" 2>/dev/null
    wait "$served" 2>/dev/null
    served=
}

# becomes DUE JAVASCRIPT - its result must be DUE, now or, as the page asks and draws some times a second, soon.
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

# The settings that the server has, not what the page believes.
server_has() {
    curl -s "${address}panel/state" >"$directory/state"
    grep -qF -- "$1" "$directory/state" || { echo "not $1 in:"; cat "$directory/state"; return 1; }
}

no_complaint() {
    webdriver /se/log '{"type": "browser"}' | tee "$directory/console" | grep -qx '{"value":\[\]}' ||
        { cat "$directory/console"; return 1; }
}

# As `make run LAB=threads IMAGES=address` does.
download() {
    sh labs/kit/run.sh build/mock_server/mock_server "$address" build/solutions/threads/threads \
        --into "$directory/pics" --workers "$1"
}

# painted R G B [CONDITION] - does the waterfall have more than a few pixels of this colour? The condition may be another one,
# of their count n and of the longest bar. A bar may be thinner than two pixels, and then has its colour in none unmixed.
pixels="const c = document.getElementById('waterfall'); \
const copy = new OffscreenCanvas(c.width, c.height).getContext('2d', {willReadFrequently: true}); \
copy.drawImage(c, 0, 0); const d = copy.getImageData(0, 0, c.width, c.height).data; let n = 0, bar = 0, longest = 0; \
for (let i = 0; i < d.length; i += 4) { bar = Math.abs(d[i] - R ) < 48 && Math.abs(d[i + 1] - G ) < 48 && Math.abs(d[i + 2] - B ) < 48 ? bar + 1 : 0; n += bar > 0; \
longest = Math.max(longest, bar); } return CONDITION"
painted() {
    becomes true "$(echo "$pixels" | sed -e "s/ R / $1 /" -e "s/ G / $2 /" -e "s/ B / $3 /" -e "s/CONDITION/${4:-n > 200}/")"
}

# preset NAME - the selector of its button.
preset() {
    echo "#presets button:nth-child($(script "return [...document.querySelectorAll('#presets button')].findIndex(b => b.textContent === '$1') + 1"))"
}

# The table of runs, without names and times.
cells="[...document.querySelectorAll('#runs tr')].map(row => [...row.children].slice(2).map(cell => cell.textContent).join(' ')).join('; ')"

# The newest of the ledger's rows.
row="[...document.querySelector('#ledger tr').children].map(cell => cell.textContent).join(' ')"

begin_server 0 200
browser_begin "$directory" || exit 2
open_page about:blank
no_complaint >/dev/null # but of the browser's own page, which has been told by now
open_page "$address"

check 'the page opens and finds its server' shows "serving at 127.0.0.1" '#alive'
check 'it tells what is served' shows '200 pictures of 20480 bytes' '#stock'
check 'and the command that runs a lab on it' shows "make run LAB=threads WORKERS=10 IMAGES=$address" '#command'
script "document.getElementById('pictures').scrollIntoView(); return 0" >/dev/null
visible="[...document.images].filter(i => { const r = i.getBoundingClientRect(); return r.top < innerHeight && r.bottom > 0; })"
check 'every picture in view is loaded' \
    becomes true "const v = $visible; return v.length > 20 && v.every(i => i.complete && i.naturalWidth > 0)"
check 'nothing comes from elsewhere' \
    becomes true "const e = performance.getEntriesByType('resource'); return e.length > 20 && e.every(r => r.name.startsWith(location.origin))"
check 'the browser has nothing to complain of' no_complaint
check 'what the page asks for is no request' server_has '"requests":0,"peak":0'
script 'scrollTo(0, 0); return 0' >/dev/null

# --- Controls
check 'a preset can be pressed' press "$(preset 'Capacity 8')"
check 'and is told when it is set' shows 'Capacity 8' '#said'
check 'the server has it' server_has '"latency":"20","connect-cost":0,"capacity":8,"bandwidth":0'
check 'the form shows it' becomes 8 "return Number(document.getElementById('capacity').value)"
check 'capacity can be typed' type_into '#capacity' 4
check 'which is not applied by that' shows 'Not applied yet.' '#said'
check 'Apply is pressed' press '#apply'
check 'and applies' shows 'Applied.' '#said'
check 'the server has the capacity' server_has '"latency":"20","connect-cost":0,"capacity":4,"bandwidth":0'
check 'the Enter key applies as well' type_into '#connect-cost' '3\uE007'
check 'and is told' shows 'Applied.' '#said'
check 'the server has the cost of a connection' server_has '"latency":"20","connect-cost":3,"capacity":4'
check 'a distribution is chosen' press '#kind option:nth-child(2)'
check 'its first number is typed' type_into '#first' 1
check 'and its second' type_into '#second' '5\uE007'
check 'a distribution is applied' shows 'Applied.' '#said'
check 'the server has it, with both numbers' server_has '"latency":"uniform:1:5"'
check 'all that without a complaint' no_complaint
type_into '#bandwidth' 'fast\uE007'
check 'a bad value is refused with the reason' shows 'bandwidth: ' '#said'
check 'which is an alert' becomes alert "return document.getElementById('said').getAttribute('role')"
check 'and the server has what it had' server_has '"connect-cost":3,"capacity":4,"bandwidth":0'
type_into '#fault-image' 3
press '#fault-kind option:nth-child(2)'
check 'a fault is set' press '#fault-set'
check 'and shown on its picture' becomes 'status 404' "return document.querySelector('#pictures :nth-child(3) span').textContent"
check 'the server has it' server_has '{"first":3,"last":3,"fault":"status 404"}'
press '#faults button'
check 'and can be taken away' becomes '' "return document.querySelector('#faults').textContent"
check 'the server has none' server_has '"faults":[]'
no_complaint >/dev/null # but of the value that was bad, which has been told by now

# --- Downloads
press "$(preset 'Capacity 8')"
type_into '#capacity' '4\uE007'
shows 'Applied.' '#said' || echo 'not ok - capacity 4'
check 'a lab is run on it' download 10
check 'the waterfall shows the waiting' painted 230 159 0
check 'and the delays' painted 86 180 233
check 'its sum is told in words' shows '200 requests in' '#readout'
check 'the run is in the table' becomes '20 ms, capacity 4 200 200 0 10 10' "return $cells"
check 'and its bodies' painted 0 114 178
check 'the last rows are there, newest first' becomes 12 "return document.querySelectorAll('#ledger tr').length"
check 'with all that is known of a request' \
    becomes true "return /^200 .image.[0-9]+.jpg 1 [0-9]+ [0-9]+ [0-9.]+ [0-9.]+ [0-9.]+ 20480 200\$/.test($row)"
press '#colour option:nth-child(2)'
check 'colours can be by connection' painted 204 121 167 'n > 20'
press '#colour option:nth-child(1)'
send_keys '#waterfall' '\uE015\uE015'
check 'arrow keys read single requests' shows 'Request 2: /image/' '#readout'
check 'what was sent whole is marked' becomes 200 "return document.querySelectorAll('.tile[data-state=whole]').length"

press "$(preset 'Stalled image')"
shows 'Stalled image' '#said' || echo 'not ok - a stalled image'
sleep 1 # to the page, half a second without a request in flight is what parts one run from the next
# Not by download(): what is killed must be run.sh, which ends its program, and not a shell around it.
sh labs/kit/run.sh build/mock_server/mock_server "$address" build/solutions/threads/threads \
    --into "$directory/pics" --workers 20 >"$directory/stalled" 2>&1 &
client=$!
check 'a second run, with a stalled image, is shown while it goes on' becomes '1 1 0 0 20 400' \
    "return ['in_flight', 'replying', 'waiting', 'delayed', 'peak', 'requests'].map(id => document.getElementById(id).textContent).join(' ')"
check 'the waterfall grows while nothing ends' painted 0 114 178 'longest > 500'
check 'its picture is marked as in flight' becomes in-flight "return document.querySelector('#pictures :nth-child(7)').dataset.state"
check 'the first run is still there to compare' becomes 2 "return document.querySelectorAll('#runs tr').length"
kill $client # which has the program killed
wait $client
check 'a client that leaves is a failure' becomes failed "return document.querySelector('#pictures :nth-child(7)').dataset.state"
check 'of its run' becomes '20 ms, capacity 4 200 200 0 10 10; 20 ms, 1 fault 200 199 1 20 20' "return $cells"
check 'every control has a name' becomes '' "const c = [...document.querySelectorAll('input, select, button')]; \
return c.length < 200 ? 'few controls' : c.filter(e => !e.ariaLabel && !e.labels?.length && !e.textContent.trim() && \
!e.querySelector('img[alt]')).map(e => e.outerHTML).join()"
press '#runs tr:first-child [type=radio]'
check 'the first run can be shown again' becomes 200 "return document.querySelectorAll('.tile[data-state=whole]').length"
check 'the ledger can be reset' press '#reset'
check 'and is empty' becomes '0 0' \
    "return document.getElementById('requests').textContent + ' ' + document.querySelectorAll('#runs tr').length"
check 'the settings are as they were' server_has '"latency":"20","connect-cost":0,"capacity":0,"bandwidth":0'
check 'all that without a complaint' no_complaint

# --- For everybody
developer_tools Emulation.setEmulatedMedia '{"features": [{"name": "prefers-color-scheme", "value": "dark"},
    {"name": "prefers-reduced-motion", "value": "reduce"}]}' >/dev/null
check 'it is dark where that is preferred' becomes 'rgb(20, 20, 20)' "return getComputedStyle(document.documentElement).backgroundColor"
check 'and still where that is' becomes 0s "return getComputedStyle(document.querySelector('.tile')).transitionDuration"
developer_tools Emulation.setDeviceMetricsOverride '{"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": true}' >/dev/null
check 'a telephone shows its whole width' becomes 360 "return document.documentElement.scrollWidth"

# --- The end
port=${address##*:}
port=${port%/}
check 'a port in use is one line that says what to do' \
    says "^mock_server: port $port is in use: .*PORT=0" make serve PORT="$port"
end_server
check 'Ctrl-C ends it, and nothing is left' test -z "$session_left"
check 'without a word of its own' test "$(grep -cv '^make' "$directory/complaint")" = 0
check 'the page says that it is gone' shows 'the server does not answer' '#alive'
begin_server "$port" 250
check 'and finds another one in its place' shows 'serving at' '#alive'
open_page "$address"
check 'not all of many pictures are shown at once' shows 'Show 50 more of 250' '#more'
check 'more can be had' press '#more'
check 'and all are there' becomes 250 "return document.querySelectorAll('.tile').length"
developer_tools Browser.grantPermissions '{"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}' >/dev/null
press '#copy'
check 'the command can be copied' becomes "make run LAB=threads WORKERS=10 IMAGES=$address" 'return navigator.clipboard.readText()'
check 'a lab that is run on a server of its own has no controls there' says '^404$' sh labs/kit/run.sh \
    build/mock_server/mock_server '' sh -c 'curl -s -o /dev/null -w "%{http_code}\n" "$2panel/state"' sh
finish
