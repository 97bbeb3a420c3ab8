import { Component, type ReactNode } from "react";

/** What is shown instead of a page whose order does not exist, or whose server does not answer. */
export class Trouble extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <main>
        <h1>페이지를 보여 드릴 수 없습니다</h1>
        <p>주소를 확인하거나 잠시 뒤에 다시 시도해 주세요.</p>
        <p>
          <a className="button" href="/">
            상품 목록
          </a>
        </p>
      </main>
    );
  }
}
