# order.gp - the runs in order: a dot for each, relative to its configuration's median; a line for their neighbours' median.
set datafile separator "\t"
set lmargin at screen 0.062
set rmargin at screen 0.990
set tmargin at screen from_top(0.40)
set bmargin at screen 1.15 / height

edge = range ** 1.06
set logscale y
set xrange [0.5 - last * 0.005:last * 1.005 + 0.5]
set yrange [1 / edge:edge]
set border 0
set xtics scale 0 offset 0, 0.35 textcolor rgb mute
set ytics scale 0 ('0.7' 0.7, '0.8' 0.8, '0.9' 0.9, '1' 1, '1.1' 1.1, '1.2' 1.2, '1.35' 1.35, '1.5' 1.5) textcolor rgb mute
set grid ytics linetype 1 linewidth 0.4 linecolor rgb hair
set xlabel small('run, from the first to the last; each cycle begins at a vertical line') offset 0, 0.35 textcolor rgb mute

plot \
    'order.cycles' using 1:(1 / edge):(0):(edge - 1 / edge) with vectors nohead linewidth 0.4 linecolor rgb ghost, \
    'order.runs' using ($6 == 0 ? $1 : NaN):2:7:3 with points pointtype variable pointsize 0.32 linecolor rgb variable, \
    '' using ($6 == 1 && $2 > 1 ? $1 : NaN):2:3 with points pointtype 9 pointsize 0.4 linecolor rgb variable, \
    '' using ($6 == 1 && $2 < 1 ? $1 : NaN):2:3 with points pointtype 11 pointsize 0.4 linecolor rgb variable, \
    '' using ($4 == 1 ? $1 : NaN):2 with points pointtype 2 pointsize 0.6 linewidth 0.9 linecolor rgb ink, \
    '' using ($5 > 0 ? $1 : NaN):5 with lines linewidth 1.4 linecolor rgb ink
unset output
