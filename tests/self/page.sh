#!/bin/sh
# page.sh PAGE WIDTH - check a page in headless Chromium, in a frame of this width in pixels: every figure is drawn, only
# scrolling elements extend beyond the edge, and the console is empty. SHOT=file.png saves a picture of it.
page=$1
width=$2
: "${page:?usage: page.sh PAGE WIDTH}" "${width:?usage: page.sh PAGE WIDTH}"
command -v chromium >/dev/null || { echo 'chromium is not installed; make setup check installs it'; exit 1; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

browse() {
    timeout 120 chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
        --disable-component-update --disable-sync --user-data-dir="$work/profile" --enable-logging=stderr "$@" \
        "file://$work/frame.html" 2>>"$work/errors"
}

# The page measures itself and reports to the frame around it, because a window cannot be as narrow as a phone.
cat "$page" - >"$work/page.html" <<'EOF'
<script>
addEventListener('load', () => {
    // An image, or what pandoc 3 puts in its place: the drawing itself.
    const images = [...document.querySelectorAll('figure img, figure svg')];
    const drawn = images.filter(image => image.complete !== false && image.naturalWidth !== 0 &&
        image.getBoundingClientRect().width > 0);
    const root = document.documentElement;
    parent.postMessage(`figures=${images.length} drawn=${drawn.length} beyond=${root.scrollWidth - root.clientWidth}`, '*');
});
</script>
EOF
cat >"$work/frame.html" <<EOF
<!doctype html><body style="margin: 0"><script>addEventListener('message', event => { document.title = event.data; });</script>
<iframe src="page.html" style="border: 0; width: ${width}px; height: ${HEIGHT:-800}px"></iframe>
EOF
[ -z "${SHOT-}" ] || browse --window-size="$((width > 500 ? width : 500)),${HEIGHT:-800}" --screenshot="$SHOT"
seen=$(browse --dump-dom | sed -n 's,.*<title>\(.*\)</title>.*,\1,p')
figures=$(grep -c '<figure' "$page")
due="figures=$figures drawn=$figures beyond=0"
[ "$seen" = "$due" ] || { echo "$width pixels wide: expected '$due', got '$seen'"; exit 1; }
! grep CONSOLE "$work/errors"
