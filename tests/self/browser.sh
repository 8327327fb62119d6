# browser.sh - control a headless Chromium by WebDriver over HTTP with curl. Scripts that test a page source it.
# browser_begin DIRECTORY, then open_page, script, type_into and the like; browser_end at the end.

# webdriver PATH [JSON] - send one command to the session; print the reply on one line.
webdriver() {
    if [ $# = 1 ]; then
        curl -s "$session$1"
    else
        curl -s -H 'Content-Type: application/json' --data-binary "$2" "$session$1"
    fi
}

# quoted TEXT - TEXT as a JSON string. The text is one line.
quoted() {
    printf '"%s"' "$(printf %s "$1" | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g')"
}

browser_begin() {
    browser_directory=$1
    sandbox=
    [ "$(id -u)" != 0 ] || sandbox='"--no-sandbox", '
    chromedriver --port=0 >"$1/chromedriver" 2>&1 &
    browser=$!
    until port=$(sed -n 's/.*started successfully on port \([0-9]*\).*/\1/p' "$1/chromedriver") && [ -n "$port" ]; do
        kill -0 $browser 2>/dev/null || { cat "$1/chromedriver" >&2; return 1; }
        sleep 0.05
    done
    session=http://127.0.0.1:$port
    session=$session/session/$(webdriver /session '{"capabilities": {"alwaysMatch": {
        "goog:loggingPrefs": {"browser": "ALL"},
        "goog:chromeOptions": {"binary": "'"$(command -v chromium)"'", "args": ['"$sandbox"'"--headless", "--disable-gpu",
            "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--disable-dev-shm-usage", "--window-size=1600,1000", "--user-data-dir='"$1"'/profile"]}}}}' |
        sed -n 's/.*"sessionId":"\([^"]*\)".*/\1/p')
    [ "${session##*/}" != '' ] || { echo 'chromium does not start' >&2; return 1; }
}

browser_end() {
    [ -z "${browser:-}" ] && return
    curl -s -X DELETE "${session:-}" >/dev/null
    kill "$browser" 2>/dev/null
    wait "$browser" 2>/dev/null
    browser=
}

open_page() {
    webdriver /url "{\"url\": $(quoted "$1")}" >/dev/null
}

# script JAVASCRIPT - run the body of a function, in one line; print its result, a string without quotes or a number.
script() {
    webdriver /execute/sync "{\"script\": $(quoted "$1"), \"args\": []}" |
        sed -e 's/^{"value"://' -e 's/}$//' -e 's/^"\(.*\)"$/\1/'
}

# element SELECTOR - WebDriver's reference for the element.
element() {
    webdriver /element "{\"using\": \"css selector\", \"value\": $(quoted "$1")}" |
        sed -n 's/.*"element-[^"]*":"\([^"]*\)".*/\1/p'
}

# press SELECTOR - click it: WebDriver refuses hidden or covered elements.
press() {
    webdriver "/element/$(element "$1")/click" '{}' | grep -qx '{"value":null}'
}

# type_into SELECTOR TEXT - replace its text, which Control and A select. \uE007 is the Enter key.
type_into() {
    send_keys "$1" "\\uE009a\\uE000$2"
}

send_keys() {
    webdriver "/element/$(element "$1")/value" "{\"text\": \"$2\"}" | grep -qx '{"value":null}'
}

# developer_tools COMMAND PARAMETERS - a command of the Chrome DevTools protocol, which can do more than WebDriver.
developer_tools() {
    webdriver /goog/cdp/execute "{\"cmd\": \"$1\", \"params\": $2}"
}

# screenshot FILE
screenshot() {
    webdriver /screenshot | sed -e 's/^{"value":"//' -e 's/"}$//' | base64 -d >"$1"
}
