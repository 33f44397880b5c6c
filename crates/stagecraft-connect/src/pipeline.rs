//! Many requests at once, sent in their order.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

/// Awaits requests of one connection, all of which are sent, in their order,
/// before the first is answered.
///
/// A request is sent when its future is first polled. `join_all` polls more
/// than 30 futures in an order of its own.
pub async fn in_order<F: Future>(requests: Vec<F>) -> Vec<F::Output> {
    let mut waiting: Vec<Pin<Box<F>>> = requests.into_iter().map(Box::pin).collect();
    let mut answers: Vec<Option<F::Output>> = waiting.iter().map(|_| None).collect();
    let mut sent = false;
    let mut first = 0;
    poll_fn(move |context| {
        // Answers come in order, so only the next one is asked for later on.
        for (n, (request, answer)) in waiting.iter_mut().zip(&mut answers).enumerate().skip(first) {
            if answer.is_some() {
                continue;
            }
            match request.as_mut().poll(context) {
                Poll::Ready(it) => *answer = Some(it),
                Poll::Pending if sent => {
                    first = n;
                    return Poll::Pending;
                }
                Poll::Pending => {}
            }
        }
        let is_first = !std::mem::replace(&mut sent, true);
        if is_first && answers.iter().any(Option::is_none) {
            return Poll::Pending;
        }
        Poll::Ready(answers.iter_mut().filter_map(Option::take).collect())
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[tokio::test]
    async fn requests_are_sent_in_order_and_answers_kept_so() {
        let sent = RefCell::new(Vec::new());
        let requests: Vec<_> = (0..100)
            .map(|n| {
                let sent = &sent;
                async move {
                    sent.borrow_mut().push(n);
                    for _ in 0..n % 3 {
                        tokio::task::yield_now().await;
                    }
                    n
                }
            })
            .collect();
        let answers = in_order(requests).await;
        assert!(answers.is_sorted());
        assert_eq!(answers.len(), 100);
        assert!(sent.borrow().is_sorted());
    }
}
