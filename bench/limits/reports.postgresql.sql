-- One month's reports, by hand.
INSERT INTO deliveries
    (kind, user_id, channel, subject, about, status, attempts, last_error, created_at, next_try_at)
WITH steps AS (
    SELECT id, customer_id, task_name, status, scheduled_for, price,
        created_at >= %(begin)s AND created_at < %(end)s AS booked,
        coalesce(closed_at >= %(begin)s AND closed_at < %(end)s, false) AS closed,
        coalesce(cancelled_at >= %(begin)s AND cancelled_at < %(end)s, false) AS cancelled
    FROM bookings
    WHERE (created_at >= %(begin)s AND created_at < %(end)s)
        OR (closed_at >= %(begin)s AND closed_at < %(end)s)
        OR (cancelled_at >= %(begin)s AND cancelled_at < %(end)s)
),
months AS (
    SELECT customer_id, jsonb_build_object('period', %(month)s::text, 'so_far', false,
        'booked', count(*) FILTER (WHERE booked), 'closed', count(*) FILTER (WHERE closed),
        'cancelled', count(*) FILTER (WHERE cancelled), 'spent', coalesce(sum(price) FILTER (WHERE closed), 0),
        'bookings', jsonb_agg(jsonb_build_object('booking_id', id, 'task_name', task_name, 'status', status,
            'scheduled_for', to_char(scheduled_for, 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"'), 'price', price,
            'happened', array_remove(ARRAY[CASE WHEN booked THEN 'booked' END, CASE WHEN closed THEN 'closed' END,
                CASE WHEN cancelled THEN 'cancelled' END], NULL)) ORDER BY scheduled_for, id)) AS about
    FROM steps GROUP BY customer_id
)
SELECT 'monthly_report', users.id, 'mail', %(month)s, about,
    CASE WHEN coalesce(mail, true) THEN 'pending' ELSE 'skipped' END, 0,
    CASE WHEN NOT coalesce(mail, true) THEN 'mail is not chosen' END,
    %(now)s, CASE WHEN coalesce(mail, true) THEN %(now)s::timestamptz END
FROM months
JOIN users ON users.id = customer_id AND role = 'customer' AND users.status = 'active'
LEFT JOIN notice_choices ON notice_choices.user_id = users.id
