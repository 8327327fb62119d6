# style.gp - what every figure shares. Read after NAME.values, which sets name, width and height in centimetres.
set terminal pdfcairo size width cm, height cm font 'PT Sans,9' fontscale 0.75 rounded # pdfcairo enlarges by 4/3
set output name.'.pdf'
set encoding utf8
set minussign

ink = '#222222'     # text
mute = '#6e6e6e'    # text beside the point
ghost = '#a8a8a8'   # axes and marks of a model
hair = '#dedede'    # guides
zone = '#f1f1ef'    # what cannot be
grey_range = '#d4d4d4'
grey_mark = '#8a8a8a'

from_top(centimetres) = 1 - centimetres / height
small(text) = '{/*0.93 '.text.'}'  # enhanced text forgets its size at each new line: wrap every line

set label 1 '{/:Bold*1.12 '.headline.'}' at screen 0.006, screen from_top(0.38) textcolor rgb ink
set label 2 small(subtitle) at screen 0.006, screen from_top(0.83) textcolor rgb ink
set tics nomirror out
unset key
set style fill solid 1.0 noborder
