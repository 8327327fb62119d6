# style.gp - what every figure shares. Load NAME.values first, which sets name, width and height in centimetres; `format` is
# the output format: pdf for the document, svg for the page, where text stays text.
if (format eq 'pdf') {
    set terminal pdfcairo size width cm, height cm font 'PT Sans,9' fontscale 0.75 rounded # pdfcairo enlarges by 4/3
} else {
    set terminal svg size width / 2.54 * 96, height / 2.54 * 96 font 'PT Sans, Segoe UI, DejaVu Sans, sans-serif,12' rounded
}
set output name.'.'.format
set encoding utf8
set minussign

ink = '#222222'     # text
mute = '#6e6e6e'    # less important text
ghost = '#a8a8a8'   # axes and marks of a bound
hair = '#dedede'    # guides
zone = '#f1f1ef'    # the unreachable zone
grey_range = '#d4d4d4'
grey_mark = '#8a8a8a'

from_top(centimetres) = 1 - centimetres / height
small(text) = '{/*0.93 '.text.'}'  # enhanced text forgets its size at each new line: wrap every line

set tics nomirror out
unset key
set style fill solid 1.0 noborder
