# cost.gp - the gain of concurrency and its cost: three panels side by side, with the same axis of workers.
set datafile separator "\t"
array TITLE[3] = ['speed-up over '.against, 'processor time, ms an image', 'memory, MiB']
array LEFT[3] = [0.050, 0.352, 0.654]
panel_width = 0.235

# Arrays are filled as a side effect of reading.
array Y[20]; array NAME[20]; array COLOUR[20]
stats 'cost.labels' using (i = int($0) + 1, Y[i] = $1, NAME[i] = strcol(2), COLOUR[i] = int($3), 0) nooutput
names = STATS_records
named(i) = p == 3 ? NAME[i] : ''

set multiplot
set logscale x 2
set logscale y 10
set xrange [0.85:most * 1.1]
set border 1 linewidth 0.6 linecolor rgb ghost
set grid ytics linetype 1 linewidth 0.4 linecolor rgb hair
set tmargin at screen from_top(1.00)
set bmargin at screen 0.80 / height
eval 'set xtics scale 0.4 '.worker_ticks.' offset 0, 0.35 textcolor rgb mute'

do for [p = 1:3] {
    set lmargin at screen LEFT[p]
    set rmargin at screen LEFT[p] + panel_width
    set yrange [LOW[p]:HIGH[p]]
    eval 'set ytics scale 0 '.value('ticks'.p).' textcolor rgb mute'
    set label 3 '{/:Bold '.TITLE[p].'}' at screen LEFT[p] - 0.044, screen from_top(0.60) textcolor rgb ink
    if (p == 1 && HIGH[1] > 6) { # only then is there room
        set label 4 small('ideal: {/:Italic c}') at HIGH[1] / 3.2, HIGH[1] / 1.7 right textcolor rgb mute
    }
    do for [i = 1:names] {
        set label 100 + i named(i) at screen LEFT[3] + panel_width + 0.010, first Y[i] textcolor rgb COLOUR[i]
    }
    plot \
        (p == 1 && x >= LOW[1] && x <= HIGH[1] ? x : NaN) with lines linewidth 0.8 linecolor rgb ghost, \
        for [i = 0:strategies - 1] 'cost.points' index i using 1:(column(p + 1)):5 with lines linewidth 1.3 \
            dashtype int(word(dashes, i + 1)) linecolor rgb variable, \
        for [i = 0:strategies - 1] 'cost.points' index i using 1:(column(p + 1)):6:5 with points pointtype variable \
            pointsize 0.45 linecolor rgb variable
    do for [i = 1:4] { unset label i } # only the first panel needs them
}
unset multiplot
unset output
